/** A number is a state's code only where it stands as one: dates, amounts, PIN codes and house numbers name no state. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseStateCode } from '../../../src/invoice/law/printed-states.ts';
import { formatRupees } from '../../../src/invoice/values/amounts.ts';

/** By hand, from prints of real papers. */
test.each([
  // A code, by itself or behind its label.
  ['27', '27'],
  ['07', '07'],
  [': 27', '27'],
  ['(27)', '27'],
  ['- 27', '27'],
  ['State Code : 07', '07'],
  ['State Code: 07, ', '07'],
  ['Code : 27', '27'],
  ['Code No. 27', '27'],
  ['State/UT Code: 27', '27'],
  ['GST State Code 27', '27'],
  ['POS: 29', '29'],
  ['राज्य कोड : 27', '27'],
  // A name, in full or as initials.
  ['Karnataka', '29'],
  ['KARNATAKA.', '29'],
  ['KA', '29'],
  ['ka', '29'],
  ['J&K', '01'],
  ['IN-KA', '29'],
  ['State : Delhi', '07'],
  // Both.
  ['27-Maharashtra', '27'],
  ['Delhi (07)', '07'],
  ['07-Delhi', '07'],
  ['Maharashtra [27]', '27'],
  ['27 | Maharashtra', '27'],
  ['MH/27', '27'],
  ['MH-27', '27'],
  ['Place of Supply: 29-Karnataka', '29'],
  ['Place of Supply : Karnataka (29)', '29'],
  ['State Name : Maharashtra, Code : 27', '27'],
  ['Andhra Pradesh (28)', '28'],
  ['37-Andhra Pradesh (New)', '37'],
  // Inside of an address.
  ['Bengaluru, Karnataka', '29'],
  ['Bengaluru Karnataka - 29', '29'],
  ['Bengaluru, Karnataka, State Code: 29, India', '29'],
  ['Mumbai, Maharashtra 400001', '27'],
  ['Mumbai, MH 400001', '27'],
  ['Mumbai, Maharashtra (27) - 400001', '27'],
  ['New Delhi - 110001', '07'],
  ['Sector 20, Gurugram, Haryana', '06'],
  ['12, MG Road, Pune, Maharashtra', '27'],
  ['12, MG Road, Pune, Maharashtra, Code: 27', '27'],
  ['Pune, Maharashtra 27 Ph 9820012345', '27'],
  // Beside something else that has a number.
  ['Delhi 20-Sep-2025', '07'],
  ['Delhi, 20/09/2025', '07'],
  ['Delhi 18%', '07'],
  ['Karnataka ₹ 27.00', '29'],
])('%j names %s', (printed, code) => {
  expect(parseStateCode(printed)).toBe(code);
});

test.each([
  // Dates.
  ['Amount Due by 20-Sep-2025'],
  ['20-Sep-2025'],
  ['20 Sep 2025'],
  ['20 Sep'],
  ['Sep 20, 2025'],
  ['20/09/2025'],
  ['20-09-25'],
  ['05/05/05'],
  ['05 05 05'],
  ['2025-09-20'],
  ['DD/MM/YYYY'],
  ['Due on the 20th'],
  ['10:30'],
  ['10 AM'],
  // Amounts, shares and measures.
  ['27.00'],
  ['27.5'],
  ['27/-'],
  ['₹27'],
  ['₹ 27'],
  ['Rs. 27'],
  ['INR 27'],
  ['27 Only'],
  ['1,27'],
  ['18%'],
  ['18 %'],
  ['@ 18'],
  ['27 kg'],
  ['20/- or more'],
  // Phones, PIN codes and other numbers.
  ['022 2784 3321'],
  ['+91 98200 12345'],
  ['Ph: 27 84 33 21'],
  ['27 27 27 27'],
  ['110001'],
  ['110 001'],
  ['PIN 27'],
  ['HSN Code: 27'],
  ['Page 2 of 3'],
  ['No. 27'],
  ['MH 12 AB 1234'],
  ['MH-12-AB-1234'],
  // Houses and streets.
  ['27, MG Road'],
  ['27 MG Road'],
  ['Flat 27'],
  ['H.No. 27, Sector 5'],
  ['5, Delhi Road, Meerut'],
  // Two that differ, or none.
  ['27-Gujarat'],
  ['27-Gujarat, India'],
  ['Maharashtra / Gujarat'],
  ['39-Maharashtra'],
  ['MH-12'],
  ['20/09'],
])('%j names no state', (printed) => {
  expect(parseStateCode(printed)).toBeUndefined();
});

const MONTHS = ['Jan', 'Feb', 'March', 'Apr', 'May', 'June', 'Jul', 'Aug', 'Sept', 'Oct', 'Nov', 'December'];
const day = fc.integer({ min: 1, max: 31 });
const month = fc.integer({ min: 1, max: 12 });
const year = fc.integer({ min: 2017, max: 2099 });
const two = (number: number) => String(number % 100).padStart(2, '0');

const dates = fc
  .tuple(day, month, year, fc.constantFrom('-', '/', '.', ' '))
  .chain(([d, m, y, mark]) =>
    fc.constantFrom(
      `${two(d)}${mark}${two(m)}${mark}${y}`,
      `${d}${mark}${m}${mark}${two(y)}`,
      `${two(d)}${mark}${MONTHS[m - 1]}${mark}${y}`,
      `${d}${mark}${MONTHS[m - 1]}${mark}${two(y)}`,
      `${MONTHS[m - 1]} ${d}, ${y}`,
      `${d}th ${MONTHS[m - 1]} ${y}`,
      `${y}${mark}${two(m)}${mark}${two(d)}`,
      `${d} ${MONTHS[m - 1]}`,
    ),
  );

const amounts = fc
  .integer({ min: 0, max: 10_000_000_00 })
  .chain((paise) =>
    fc.constantFrom(
      formatRupees((paise / 100).toFixed(2)),
      (paise / 100).toFixed(2),
      `Rs. ${Math.floor(paise / 100)}`,
      `${Math.floor(paise / 100)}/-`,
      `₹ ${Math.floor(paise / 100)} only`,
    ),
  );

const pinCodes = fc
  .integer({ min: 110_001, max: 855_117 })
  .chain((pin) =>
    fc.constantFrom(`${pin}`, `${Math.floor(pin / 1000)} ${String(pin).slice(3)}`, `PIN ${pin}`),
  );

const labels = fc.constantFrom('', 'Date: ', 'Due by ', 'Dated ', 'Amount Due by ', 'Total: ', '- ', '(');

test('no date, amount or PIN code gives a code', () => {
  fc.assert(
    fc.property(labels, fc.oneof(dates, amounts, pinCodes), (label, text) => {
      expect(parseStateCode(`${label}${text}`)).toBeUndefined();
    }),
  );
});

test('a date, amount or PIN code beside a state takes nothing from it', () => {
  fc.assert(
    fc.property(fc.constantFrom('Karnataka', '29-Karnataka', 'Karnataka (29)'), dates, (state, date) => {
      expect(parseStateCode(`${state}, ${date}`)).toBe('29');
    }),
  );
});
