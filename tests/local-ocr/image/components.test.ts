/** Pieces of ink, rules and the rows that letters make. */
import { describe, expect, test } from 'vitest';
import { findComponents } from '../../../src/local-ocr/image/components.ts';
import { invertDarkBars } from '../../../src/local-ocr/image/dark-bars.ts';
import { createInkMask } from '../../../src/local-ocr/image/ink-mask.ts';
import { dropRuleRests, findRules, removeRules } from '../../../src/local-ocr/image/rules.ts';
import { findTextRows, measureTextHeight } from '../../../src/local-ocr/image/text-rows.ts';
import { drawSvg, parseMask, valueAt } from './drawing.ts';

describe('findComponents', () => {
  test('ink that touches, even at a corner, is one component', () => {
    const mask = parseMask(
      '#..#..', //
      '.##...',
      '.....#',
      '##..#.',
    );

    const boxes = findComponents(mask).sort((a, b) => a.top - b.top || a.left - b.left);

    expect(boxes).toEqual([
      { left: 0, top: 0, right: 4, bottom: 2, area: 4 },
      { left: 4, top: 2, right: 6, bottom: 4, area: 2 },
      { left: 0, top: 3, right: 2, bottom: 4, area: 2 },
    ]);
  });

  test('two arms that meet further down are one component', () => {
    const mask = parseMask(
      '#...#', //
      '#...#',
      '#####',
    );

    expect(findComponents(mask)).toEqual([{ left: 0, top: 0, right: 5, bottom: 3, area: 9 }]);
  });
});

describe('rules and text rows', () => {
  test('cells of a grid become rows of their own, and the grid is gone', async () => {
    const page = await drawSvg(
      600,
      160,
      `<path d="M20 20h560v100h-560zM20 70h560M200 20v100M420 20v100" fill="none" stroke="black" stroke-width="2"/>
       <text x="30" y="55" font-size="30">Bolts</text><text x="210" y="55" font-size="30">7318</text>
       <text x="430" y="55" font-size="30">1,180.00</text><text x="30" y="106" font-size="30">Total</text>`,
    );
    const mask = createInkMask(page);
    const textHeight = 22;

    const rules = findRules(mask, textHeight);
    removeRules(page, mask, rules);
    const components = dropRuleRests(findComponents(mask), rules, textHeight);
    const rows = findTextRows(components, { textHeight, verticalRules: rules.vertical });

    expect(rows.map(({ left, top }) => [Math.round(left / 10), Math.round(top / 10)]).sort()).toEqual([
      [21, 3],
      [3, 3],
      [3, 8],
      [43, 3],
    ]);
    for (const row of rows) expect(row.right - row.left).toBeLessThan(140);
    expect(valueAt(page, 300, 20)).toBeGreaterThan(200);
    expect(valueAt(page, 200, 45)).toBeGreaterThan(200);
  });

  test('dots, commas and dashes follow their letters, and the next row does not', async () => {
    const page = await drawSvg(
      400,
      120,
      '<text x="20" y="40" font-size="28">6-Feb-26, i.j</text><text x="20" y="76" font-size="28">GSTIN</text>',
    );
    const mask = createInkMask(page);

    const rows = findTextRows(findComponents(mask), { textHeight: 20, verticalRules: parseMask() });

    expect(rows).toHaveLength(2);
    expect(rows.map(({ components }) => components.length).sort((a, b) => a - b)).toEqual([5, 14]);
  });

  test('columns that stand apart are rows of their own', async () => {
    const page = await drawSvg(
      600,
      60,
      '<text x="20" y="40" font-size="28">Bolts M12</text><text x="300" y="40" font-size="28">7318</text>',
    );

    const rows = findTextRows(findComponents(createInkMask(page)), {
      textHeight: 20,
      verticalRules: parseMask(),
    });

    expect(rows).toHaveLength(2);
  });

  test('the height of the text is that of its capitals and digits', async () => {
    const page = await drawSvg(600, 60, '<text x="20" y="40" font-size="28">INVOICE 123456, dated</text>');

    expect(measureTextHeight(findComponents(createInkMask(page)))).toBeCloseTo(20, -0.5);
  });

  test('a page without text has no text height', () => {
    expect(measureTextHeight([])).toBeUndefined();
  });
});

describe('invertDarkBars', () => {
  test('light print on a dark bar becomes dark print on white', async () => {
    const page = await drawSvg(
      600,
      120,
      `<rect x="40" y="30" width="520" height="50" fill="#1a3a6e"/>
       <text x="60" y="66" font-size="30" fill="white">Description</text>`,
    );
    const mask = createInkMask(page);

    invertDarkBars(page, mask, 22);

    expect(valueAt(page, 500, 55)).toBeGreaterThan(240);
    const rows = findTextRows(findComponents(mask), { textHeight: 22, verticalRules: parseMask() });
    expect(rows).toHaveLength(1);
    expect(rows[0]?.components.length).toBeGreaterThan(9);
  });

  test('bold print is no bar', async () => {
    const page = await drawSvg(
      600,
      120,
      '<text x="20" y="70" font-size="40" font-weight="900">MMWW HHH</text>',
    );
    const mask = createInkMask(page);
    const before = mask.ink.slice();

    invertDarkBars(page, mask, 29);

    expect(mask.ink).toEqual(before);
  });
});
