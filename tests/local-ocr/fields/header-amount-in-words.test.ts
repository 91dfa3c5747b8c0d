import { describe, expect, it } from 'vitest';
import { parseAmountInWords } from '../../../src/local-ocr/fields/totals/amount-in-words.ts';

describe('an amount in words', () => {
  it.each([
    ['INR Twenty Two Thousand Four Hundred Fourteen Only', 2_241_400],
    ['Rupees Two Lakh Ninety Six Thousand Five Hundred Twenty Seven and Fifty One Paise Only', 29_652_751],
    ['One Crore Five Lakhs and Paise Ten Only', 1_050_000_010],
    ['Indian Rupee One Lakh Seventy Two Thousand One Hundred Seventy Nine and Seventy Paise', 17_217_970],
    ['Amount in words : One Lakh Eight Hundred Eighty Only', 10_088_000],
    ['Rs. Ninety-nine Only.', 9_900],
    ['Fifty Paise Only', 50],
    ['Forty Seven Thousnd Nine Hundred Thirty One Only', 4_793_100],
    ['One Hundred Twenty Crore', 120_000_000_000],
    ['Five Hundred Only for Ashoka Two Wheelers', 50_000],
  ])('%s is read in paise', (text, paise) => {
    expect(parseAmountInWords(text)).toBe(paise);
  });

  it.each([
    ['five two'],
    ['lakh crore'],
    ['One Thousand Two Lakh'],
    ['Twenty Twelve'],
    ['Hundred'],
    ['Five Rupees and One Hundred Paise'],
    ['only'],
    ['Goods once sold'],
    [''],
  ])('%s is none', (text) => {
    expect(parseAmountInWords(text)).toBeUndefined();
  });
});
