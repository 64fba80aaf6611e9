import assert from 'node:assert/strict';
import { test } from 'node:test';
import { mapFor, provinceOf, provinces } from './tiles.ts';

test('the maps have 63 and 34 provinces, each on a tile of its own', () => {
  for (const count of [63, 34] as const) {
    const tiles = [...provinces[count].values()].map((t) => `${t.column} ${t.row}`);
    assert.equal(new Set(tiles).size, count);
    for (const t of tiles) assert.match(t, /^\d+ \d+$/);
  }
});
test('a province is found by its name, whatever the body is called', () => {
  assert.equal(provinceOf('Đảng bộ tỉnh Lạng Sơn'), 'lang son');
  assert.equal(provinceOf('Đảng bộ thành phố Hồ Chí Minh'), 'ho chi minh');
  assert.equal(provinceOf('Thành ủy Đà Nẵng'), 'da nang');
});
test('the map is the one on which more of the names stand', () => {
  assert.equal(mapFor(['Đảng bộ tỉnh Hà Giang', 'Đảng bộ tỉnh Tuyên Quang']), provinces[63]);
  assert.equal(mapFor(['Đảng bộ tỉnh Tuyên Quang', 'Đảng bộ thành phố Hà Nội']), provinces[34]);
});
