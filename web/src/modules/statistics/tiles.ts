// Where the provinces stand on a map of tiles, by name without its kind and marks: the 63 until 2025-07-01 and the 34
// since. Column and row; neighbours stay neighbours as far as squares allow.
import { fold } from '../../shared/i18n/format.ts';

const before = `
lai chau 0 0|lao cai 1 0|ha giang 2 0|cao bang 3 0|lang son 4 0|dien bien 0 1|yen bai 1 1|tuyen quang 2 1|bac kan 3 1|quang ninh 5 1|
son la 0 2|phu tho 1 2|vinh phuc 2 2|thai nguyen 3 2|bac giang 4 2|hai phong 5 2|hoa binh 1 3|ha noi 2 3|bac ninh 3 3|hung yen 4 3|hai duong 5 3|
ha nam 2 4|nam dinh 4 4|ninh binh 3 4|thai binh 5 4|thanh hoa 2 5|nghe an 2 6|ha tinh 3 6|quang binh 3 7|quang tri 3 8|thua thien hue 4 8|hue 4 8|
da nang 5 9|quang nam 4 9|kon tum 3 10|quang ngai 5 10|gia lai 3 11|binh dinh 5 11|dak lak 4 12|phu yen 5 12|dak nong 3 12|khanh hoa 5 13|lam dong 4 13|
binh phuoc 2 13|ninh thuan 5 14|tay ninh 1 14|binh duong 2 14|dong nai 3 14|binh thuan 4 14|long an 1 15|ho chi minh 2 15|ba ria - vung tau 3 15|
an giang 0 16|dong thap 1 16|tien giang 2 16|ben tre 3 16|kien giang 0 17|can tho 1 17|vinh long 2 17|tra vinh 3 17|hau giang 1 18|soc trang 2 18|ca mau 0 19|bac lieu 1 19`;
const since = `
lai chau 0 0|lao cai 1 0|tuyen quang 2 0|cao bang 3 0|lang son 4 0|dien bien 0 1|son la 1 1|phu tho 2 1|thai nguyen 3 1|quang ninh 5 1|
ha noi 2 2|bac ninh 3 2|hung yen 4 2|hai phong 5 2|ninh binh 3 3|thanh hoa 2 3|nghe an 2 4|ha tinh 3 4|quang tri 3 5|hue 4 5|
da nang 4 6|quang ngai 4 7|gia lai 4 8|dak lak 4 9|khanh hoa 5 10|lam dong 4 10|tay ninh 1 11|ho chi minh 2 11|dong nai 3 11|
an giang 0 12|dong thap 1 12|vinh long 2 12|can tho 1 13|ca mau 0 14`;

export interface Tile {
  column: number;
  row: number;
}
function read(text: string): Map<string, Tile> {
  return new Map(
    text
      .trim()
      .split('|')
      .map((part) => {
        const [, name = '', column, row] = /^\s*(.+) (\d+) (\d+)\s*$/.exec(part) ?? [];
        return [name, { column: Number(column), row: Number(row) }] as const;
      }),
  );
}
export const provinces = { 63: read(before), 34: read(since) } as const;

// "Đảng bộ tỉnh Lạng Sơn", "Thành ủy Hà Nội" → "lang son", "ha noi".
export function provinceOf(name: string): string {
  return fold(name)
    .replace(/^(dang bo|tinh uy|thanh uy)\s*/, '')
    .replace(/^(tinh|thanh pho|tp\.?)\s+/, '')
    .trim();
}

// The map on which more of the names stand.
export function mapFor(names: readonly string[]): ReadonlyMap<string, Tile> {
  const keys = names.map(provinceOf);
  const hits = (map: ReadonlyMap<string, Tile>): number => keys.filter((k) => map.has(k)).length;
  return hits(provinces[63]) > hits(provinces[34]) ? provinces[63] : provinces[34];
}
