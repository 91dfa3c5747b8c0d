/** Answers to the second look at single values. */
import { expect, test } from 'vitest';
import { parseRepairAnswer } from '../../src/model-reading/repair-answer.ts';

const PLACES = [{ field: 'Invoice_No' }, { field: 'HSN', line: 1 }] as const;
const VALUES = '[{"field":"Invoice_No","value":" A/7 "},{"field":"HSN","line":"2","value":"7318"}]';
const FOUND = [
  { field: 'Invoice_No', value: 'A/7' },
  { field: 'HSN', line: 1, value: '7318' },
];

test.each([
  ['a list', VALUES],
  ['an object around it, which some vendors want at the root', `{"values":${VALUES}}`],
  ['a fence around it', `\`\`\`json\n${VALUES}\n\`\`\``],
])('come as %s', (_name, answer) => {
  expect(parseRepairAnswer(answer, PLACES)).toEqual(FOUND);
});

test.each([
  ['was not asked for', '[{"field":"Seller_Name","value":"Asha"},{"field":"HSN","line":"1","value":"7318"}]'],
  ['is empty', '[{"field":"Invoice_No","line":"","value":""}]'],
  ['is null', '[{"field":"Invoice_No","line":null,"value":null}]'],
])('leave out what %s', (_name, answer) => {
  expect(parseRepairAnswer(answer, PLACES)).toEqual([]);
});

test.each(['{}', '{"a":[],"b":[]}', '{"values":[1]}', '7', 'no'])('are refused as %s', (answer) => {
  expect(() => parseRepairAnswer(answer, PLACES)).toThrow(
    expect.objectContaining({ code: 'answer_invalid', retryable: true }),
  );
});
