"""Vietnamese text as bytes of the encodings that old files are in: TCVN3, VNI and Windows-1258, from own tables."""
from unicodedata import normalize

TONE_MARKS = "\u0300\u0301\u0303\u0309\u0323"


def letters(words, codes):
    return dict(zip(words, codes))


TCVN3 = letters("ĂÂÊÔƠƯĐăâêôơưđ", range(0xA1, 0xAF))
TCVN3.update(letters("àảãáạ", range(0xB5, 0xBA)))
TCVN3.update(letters("ằẳẵắ", range(0xBB, 0xBF)))
TCVN3.update(letters("ặầẩẫấậè", range(0xC6, 0xCD)))
TCVN3.update(letters("ẻẽéẹềểễếệìỉ", range(0xCE, 0xD9)))
TCVN3.update(letters("ĩíịò", range(0xDC, 0xE0)))
TCVN3.update(letters("ỏõóọồổỗốộờởỡớợù", range(0xE1, 0xF0)))
TCVN3.update(letters("ủũúụừửữứựỳỷỹýỵ", range(0xF1, 0xFF)))
VNI_TONE = {"\u0301": 0xF9, "\u0300": 0xF8, "\u0309": 0xFB, "\u0303": 0xF5, "\u0323": 0xEF}
VNI_ROOF = {"": 0xE2, "\u0301": 0xE1, "\u0300": 0xE0, "\u0309": 0xE5, "\u0303": 0xE3, "\u0323": 0xE4}
VNI_BREVE = {"": 0xEA, "\u0301": 0xE9, "\u0300": 0xE8, "\u0309": 0xFA, "\u0303": 0xFC, "\u0323": 0xEB}
VNI_WHOLE = {"í": 0xED, "ì": 0xEC, "ỉ": 0xE6, "ĩ": 0xF3, "ị": 0xF2, "ỵ": 0xEE, "đ": 0xF1, "ơ": 0xF4, "ư": 0xF6}
CP1258_TONE = {"\u0300": 0xCC, "\u0301": 0xEC, "\u0303": 0xDE, "\u0309": 0xD2, "\u0323": 0xF2}
CP1258_BASE = {"Ă": 0xC3, "Â": 0xC2, "Ê": 0xCA, "Ô": 0xD4, "Ơ": 0xD5, "Ư": 0xDD, "Đ": 0xD0,
               "ă": 0xE3, "â": 0xE2, "ê": 0xEA, "ô": 0xF4, "ơ": 0xF5, "ư": 0xFD, "đ": 0xF0}
WINDOWS = {"…": 0x85, "‘": 0x91, "’": 0x92, "“": 0x93, "”": 0x94, "•": 0x95, "–": 0x96, "—": 0x97, "\u00a0": 0xA0}
LOOKALIKE = {"‑": "-", "−": "-", "‐": "-", "»": ">", "«": "<", "●": "*", "☰": "=", "→": ">"}


def split_tone(char):
    """A letter without its tone, and the tone mark (or nothing)."""
    parts = normalize("NFD", char)
    tone = next((c for c in parts if c in TONE_MARKS), "")
    return normalize("NFC", "".join(c for c in parts if c != tone)), tone


def tcvn3_bytes(text):
    return bytes(TCVN3.get(c, WINDOWS.get(c, ord(c) if ord(c) < 127 else 0x3F)) for c in text)


def vni_letter(char):
    small, shift = char.lower(), 0x20 if char.isupper() else 0
    if small in VNI_WHOLE:
        return bytes([VNI_WHOLE[small] - shift])
    base, tone = split_tone(small)
    if base in ("ơ", "ư"):
        return bytes([VNI_WHOLE[base] - shift, VNI_TONE[tone] - shift])
    table = VNI_ROOF if base in "âêô" else VNI_BREVE if base == "ă" else VNI_TONE
    plain = normalize("NFD", base)[0]
    return bytes([ord(plain) - shift if char.isupper() else ord(plain), table[tone] - shift])


def is_vietnamese(char):
    base, tone = split_tone(char)
    return char.lower() in VNI_WHOLE or base.lower() in "ăâêôơưđ" or (bool(tone) and base.lower() in "aeiouy")


def vni_bytes(text):
    return b"".join(bytes([WINDOWS[c]]) if c in WINDOWS else bytes([ord(c)]) if ord(c) < 127 else vni_letter(c) for c in text)


def cp1258_bytes(text):
    out = bytearray()
    for char in text:
        if char in WINDOWS:
            out.append(WINDOWS[char])
            continue
        base, tone = split_tone(char)
        out.append(CP1258_BASE[base] if base in CP1258_BASE else ord(base) if ord(base) < 127 else 0x3F)
        if tone:
            out.append(CP1258_TONE[tone])
    return bytes(out)
