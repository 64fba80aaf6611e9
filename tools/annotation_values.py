"""What the words of an annotated text say: the canonical values of dates, figures, documents and names.

annotate.py reads values with these functions while it compiles the golden texts; nothing here knows the markup.
"""
import datetime
import json
import re
import unicodedata

KINDS = ["Chương trình hành động", "Chương trình làm việc", "Chương trình",
         "Nghị quyết", "Kết luận",
         "Chỉ thị", "Quy định", "Quyết định", "Hướng dẫn", "Kế hoạch", "Thông báo", "Thông tri", "Quy chế",
         "Công văn", "Báo cáo", "Tờ trình", "Đề án", "Công điện", "Điều lệ", "Hiến pháp", "Bộ luật", "Luật",
         "Pháp lệnh", "Nghị định", "Thông tư"]
SHORT = {"NQ": "Nghị quyết", "KL": "Kết luận", "CT": "Chỉ thị", "QĐ": "Quyết định", "HD": "Hướng dẫn",
         "KH": "Kế hoạch", "TB": "Thông báo", "TTr": "Tờ trình", "BC": "Báo cáo", "CV": "Công văn",
         "QĐi": "Quy định", "CTr": "Chương trình", "QC": "Quy chế", "TT": "Thông tri", "ĐA": "Đề án",
         "CĐ": "Công điện"}
TONES = {"oà": "òa", "oá": "óa", "oả": "ỏa", "oã": "õa", "oạ": "ọa", "oè": "òe", "oé": "óe", "oẻ": "ỏe",
         "oẽ": "õe", "oẹ": "ọe", "uỳ": "ùy", "uý": "úy", "uỷ": "ủy", "uỹ": "ũy", "uỵ": "ụy"}
WORDS = {"hai": 2, "ba": 3, "bốn": 4, "năm": 5, "sáu": 6, "bảy": 7, "tám": 8, "chín": 9, "mười": 10,
         "mười một": 11, "mười hai": 12, "mười lăm": 15, "hai mươi": 20, "ba mươi": 30}
SCALES = {"nghìn": 10**3, "ngàn": 10**3, "vạn": 10**4, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
QUALIFIERS = {"trên": "gt", "hơn": "gt", "quá": "gt", "gần": "lt", "dưới": "lt", "ít nhất": "ge",
              "tối thiểu": "ge", "không quá": "le", "tối đa": "le", "khoảng": "approx"}
DASH = "\\-‐‑‒–—"
NUMBER = r"(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?)"
SIGN = r"[A-ZĐƯ][A-Za-zĐđƯư]*"
YEAR = r"(?:19|20)\d\d"
DAY_MONTH_YEAR = rf"\d{{1,2}}\s*[/.{DASH}]\s*\d{{1,2}}\s*[/.{DASH}]\s*{YEAR}"
LONG_DATE = rf"ngày\s+\d{{1,2}}\s+tháng\s+\d{{1,2}}\s+năm\s+{YEAR}"
COMPLETE_DATE = re.compile(
    rf"(?<!\w)(?:{LONG_DATE}|(?:ngày\s+)?{DAY_MONTH_YEAR}|(?:đầu |giữa |cuối )?(?:tháng\s+\d{{1,2}}/{YEAR}|"
    rf"quý\s+(?:IV|I{{1,3}}|[1-4])(?:/|\s+năm\s+){YEAR}|tháng\s+\d{{1,2}}\s+năm\s+{YEAR})|"
    rf"(?:nhiệm kỳ|giai đoạn)\s+{YEAR}\s*[{DASH}]\s*{YEAR}|(?:đầu |giữa |cuối )?năm\s+{YEAR})(?!\w|\s*[{DASH}]\s*{YEAR})", re.I)
ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}


class Mistake(Exception):
    pass


def collapse(text):
    return " ".join(unicodedata.normalize("NFC", text).split())


def old_tone(word):
    """Old style puts the tone on the first vowel of an open oa, oe, uy (Hòa); never after q."""
    match = re.fullmatch(r"(.*?)(o[àáảãạèéẻẽẹ]|u[ỳýỷỹỵ])", word, re.I)
    if not match or match.group(1).lower().endswith("q"):
        return word
    pair = match.group(2)
    fixed = TONES[pair.lower()]
    return match.group(1) + "".join(b.upper() if a.isupper() else b for a, b in zip(pair, fixed))


def personal_name(text):
    words = [old_tone(w) for w in collapse(text).split()]
    return " ".join(w[:1] + w[1:].lower() if w.isupper() and len(w) > 1 and "." not in w else w for w in words)


def cardinal(text):
    if text.isdigit():
        return int(text)
    total = 0
    for here, after in zip(text, text[1:] + " "):
        value = ROMAN[here]
        total += -value if ROMAN.get(after, 0) > value else value
    return total


def number_value(text):
    value = float(text.replace(".", "").replace(",", "."))
    return int(value) if value == int(value) else value


def scaled(value, factor):
    value = round(value * factor, 6)
    return int(value) if value == int(value) else value


# ---------------------------------------------------------------- canonical values read from the words
def date_tail(low, attributes, year):
    """What follows the year in an ISO date: -07-01, -Q2, -H1, -08 or nothing."""
    day = re.search(rf"(\d{{1,2}})\s*[/.{DASH}]\s*(\d{{1,2}})(?!\d)", low) or re.search(r"(\d{1,2}) tháng (\d{1,2})", low)
    quarter = re.search(r"quý (iv|i{1,3}|[1-4])\b", low)
    half = re.search(r"6 tháng (đầu|cuối)|nửa (đầu|cuối) năm", low)
    month = re.search(r"tháng (\d{1,2})", low)
    if half:
        return "-H1" if "đầu" in half.group(0) else "-H2"
    if day and not re.fullmatch(rf"(?:tháng )?\d{{1,2}} ?/{YEAR}", low):
        return "-%02d-%02d" % (int(day.group(2)), int(day.group(1)))
    if quarter:
        return "-Q%d" % cardinal(quarter.group(1).upper())
    if month:
        return "-%02d" % int(month.group(1))
    if year or "iso" in attributes:
        return ""
    return None


def read_date(text, attributes, default_year):
    if "recur" in attributes:
        return {"recur": attributes["recur"]}
    low, out = collapse(text).lower(), {}
    if re.fullmatch(r"(?:ngày )?\d{1,2}", low) and "iso" in attributes:
        return {k: attributes[k] for k in ("iso", "resolved") if k in attributes}
    for word, part in (("giữa", "mid"), ("đầu", "early"), ("cuối", "late")):
        if low.startswith(word + " "):
            out["part"] = part
    years = re.findall(rf"(?<!\d){YEAR}(?!\d)", low)
    if len(years) == 2:
        return {"from": years[0], "to": years[1]}
    year = years[0] if years else None
    tail = date_tail(low, attributes, year)
    if tail is None:
        raise Mistake(f"date not understood: {text!r}")
    known = attributes.get("r") or default_year
    if "iso" in attributes:
        out["iso"] = attributes["iso"]
    elif year:
        out["iso"] = year + tail
    else:
        out["iso"] = "-" + tail
        if known and known != "none":
            out["resolved"] = known + tail
    return out


def figure_value(words, text, attributes):
    """value (and of) of the words without approximator and %; the unit when the words hold it"""
    half_year = re.fullmatch(rf"({NUMBER}|\w+) năm rưỡi", words)
    if half_year:
        first = half_year.group(1)
        return {"value": (WORDS.get(first) or number_value(first)) + 0.5}, "năm"
    factor = 1
    for scale, size in SCALES.items():
        if re.search(rf"\s{scale}\b", words):
            factor *= size
            words = re.sub(rf"\s{scale}\b", "", words)
    span = re.fullmatch(rf"({NUMBER})%?\s*(?:[{DASH}]|đến|tới)\s*({NUMBER})", words)
    ratio = re.fullmatch(rf"({NUMBER})/({NUMBER})", words)
    if span:
        return {"value": [scaled(number_value(g), factor) for g in span.groups()]}, None
    if ratio:
        return {"value": number_value(ratio.group(1)), "of": number_value(ratio.group(2))}, None
    if re.fullmatch(NUMBER, words) or words in WORDS:
        return {"value": scaled(WORDS.get(words) or number_value(words), factor)}, None
    if "v" not in attributes:
        raise Mistake(f"figure not understood: {text!r}")
    return {}, None


def read_figure(text, attributes, following):
    words = collapse(text).lower()
    out, unit = {}, None
    for phrase, qualifier in QUALIFIERS.items():
        if words.startswith(phrase + " "):
            out["qualifier"], words = qualifier, words[len(phrase) + 1:]
            break
    if words.endswith("%"):
        words, unit = words[:-1].strip(), "%"
    value, own_unit = figure_value(words, text, attributes)
    out.update(value)
    for key, name in (("v", "value"), ("of", "of")):
        if key in attributes:
            out[name] = json.loads(attributes[key])
    for key in attributes:
        if re.fullmatch(r"\+\d+", key):
            unit = " ".join(following.split()[:int(key[1:])]).rstrip(",;.:/)|]”\"")
    unit = attributes.get("u", own_unit or unit)
    if not unit:
        raise Mistake(f"figure without a unit: {text!r}")
    out["unit"] = collapse(unit)
    for key, name in (("w", "what"), ("period", "period"), ("due", "due"), ("q", "qualifier")):
        if key in attributes:
            out[name] = attributes[key]
    if "target" in attributes:
        out["target"] = True
    return out


def iso_of(text):
    text = collapse(text)
    match = re.search(rf"(\d{{1,2}})\s*[/.{DASH}]\s*(\d{{1,2}})\s*[/.{DASH}]\s*({YEAR})", text) or \
        re.search(rf"(\d{{1,2}}) tháng (\d{{1,2}}) năm ({YEAR})", text)
    return "%s-%02d-%02d" % (match.group(3), int(match.group(2)), int(match.group(1))) if match else None


def document_kind(words):
    for kind in KINDS:
        if words.lower().startswith(kind.lower()):
            return kind, words[len(kind):]
    for short, kind in SHORT.items():
        if re.match(rf"{short}\b", words):
            return kind, words[len(short):]
    return None, words


def read_number(words, after_kind, out, named):
    """number and code (or number alone) of a citation"""
    reference = re.search(rf"(\d+)\s*[{DASH}]\s*({SIGN})\s*/\s*({SIGN})", words)
    state = re.search(rf"(\d+)/({YEAR})/({SIGN}(?:[{DASH}]{SIGN})*\d*)", words) or \
        re.search(rf"(\d+)()/({SIGN}(?:[{DASH}]{SIGN})*\d*)", words)
    short = re.match(r"\s*(?:số:? ?)?(\d+)\b(?!\s*tháng|/\d)", after_kind, re.I)
    if reference:
        out["number"] = reference.group(1)
        out["code"] = reference.group(2) + "/" + reference.group(3).replace("TƯ", "TW")
    elif state:
        out["number"], out["code"] = state.group(1), re.sub(f"[{DASH}]", "-", state.group(3))
        if state.group(2):
            out["year"] = int(state.group(2))
    elif short and not named:
        out["number"] = short.group(1)


def read_bodies(words, out):
    """issuer, term, session and congress of a citation"""
    issuer = re.search(r"\s(?:của) (.+)$", words) or re.search(r", (Hội nghị (?:lần thứ|Trung ương) .+)$", words)
    if issuer and out["number"]:
        out["issuer"] = re.sub(rf",? ngày {DAY_MONTH_YEAR}.*$|,? {LONG_DATE}.*$", "", issuer.group(1))
    term = re.search(r"[Kk]h(?:óa|oá) ([IVXL]+|\d+)", words)
    if term:
        out["term"] = cardinal(term.group(1))
    session = re.search(r"(?:[Tt]rung ương|lần thứ) (\d+)\b", words)
    if session and re.search(r"[Tt]rung ương \d|Hội nghị lần thứ", words):
        out["session"] = int(session.group(1))
    congress = re.search(r"Đại hội (?:.*?lần thứ )?([IVXL]+|\d+)\b", words)
    if congress:
        out["congress"] = cardinal(congress.group(1))


def override_document(out, attributes):
    for key in ("kind", "number", "code", "issuer", "date", "form"):
        if key in attributes:
            out[key] = attributes[key] or None
    for key in ("session", "term", "congress", "year"):
        if key in attributes:
            out[key] = int(attributes[key])
    if "kinds" in attributes:
        out["kinds"] = attributes["kinds"].split(",")
        out["collective"] = True


def read_document(text, attributes, inherited):
    words = collapse(text)
    kind, after_kind = document_kind(words)
    out = {"kind": kind, "number": None, "code": None, "issuer": None, "date": None}
    read_number(words, after_kind, out, "named" in attributes)
    if re.search(r"ngày ", words.lower()):
        out["date"] = iso_of(words)
    anaphor = re.search(r" (này|trên|nói trên|nêu trên)$", words.lower())
    out["form"] = "self" if "self" in attributes else "full" if out["code"] else "short" if out["number"] else \
        "anaphor" if anaphor else "named"
    if inherited:
        out["kind"] = out["kind"] or inherited["kind"]
    read_bodies(words, out)
    override_document(out, attributes)
    if not out["kind"]:
        raise Mistake(f"document without a kind: {text!r}")
    return out


ISO = re.compile(r"(?:\d{4}|-)(?:-(?:\d\d(?:-\d\d)?|Q[1-4]|H[12]))?$")


def calendar_date(value):
    if re.fullmatch(r"(\d{4}|-)-\d\d-\d\d", value):
        year = int(value[:4]) if value[0] != "-" else 2024
        try:
            datetime.date(year, int(value[-5:-3]), int(value[-2:]))
        except ValueError:
            return False
    return True
