/** The finder of circles, which the architecture test trusts. */
import { expect, test } from 'vitest';
import { findCircles } from './source-files.ts';

test.each([
  ['ab ba', ['ab']],
  ['da ab bc ca ce', ['abc']],
  ['ab ac bd cd', []],
  ['ab bc cb bd da ef fe', ['abcd', 'ef']],
  ['ab bc ca bd db', ['abcd']],
])('in %s: %j', (edges, circles) => {
  const imports = edges.split(' ').map((edge) => ({ file: edge.charAt(0), target: edge.charAt(1) }));
  expect(findCircles(imports).map((circle) => circle.join(''))).toEqual(circles);
});
