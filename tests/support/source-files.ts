/** The sources of the project as a graph: every file, what it imports, and the circles in that. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** One import, of types too, or one `new URL(…, import.meta.url)`. */
export interface Import {
  readonly file: string;
  /** From the root of the project for a file of ours, `src/errors.ts`; as it is written for a package. */
  readonly target: string;
}

/** Every file under the folder, by its path from the root of the project. */
export function listFiles(folder: string): readonly string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length));
}

export function isSource(file: string): boolean {
  return file.endsWith('.ts') && !file.endsWith('.d.ts');
}

export function readSource(file: string): string {
  return readFileSync(join(ROOT, file), 'utf8');
}

export function importsOf(file: string): readonly Import[] {
  const specifiers = readSource(file).matchAll(
    /(?:\bfrom\s*|\bimport\s*\(\s*|^import\s+|\bimport\.meta\.resolve\(\s*|\brequire\(\s*)'([^']+)'|new URL\(\s*'([^']+)',\s*import\.meta/gm,
  );
  return [...specifiers].map(([, imported = '', url]) => {
    const isOurs = url !== undefined || imported.startsWith('.');
    return { file, target: isOurs ? normalize(join(dirname(file), url ?? imported)) : imported };
  });
}

/** Every set of files that import each other round about, each in the order of the alphabet (Tarjan's components). */
export function findCircles(imports: readonly Import[]): readonly (readonly string[])[] {
  const targets = new Map<string, string[]>();
  for (const { file, target } of imports) targets.set(file, [...(targets.get(file) ?? []), target]);
  const indexes = new Map<string, number>();
  const open: string[] = [];
  const circles: string[][] = [];
  for (const file of targets.keys()) visit(file);
  return circles;

  /** Gives the lowest index that the file leads back to. */
  function visit(file: string): number {
    const known = indexes.get(file);
    if (known !== undefined) return open.includes(file) ? known : Number.POSITIVE_INFINITY;
    const index = indexes.size;
    indexes.set(file, index);
    open.push(file);
    const lowest = Math.min(index, ...(targets.get(file) ?? []).map(visit));
    if (lowest === index) {
      const circle = open.splice(open.indexOf(file));
      if (circle.length > 1) circles.push(circle.sort());
    }
    return lowest;
  }
}
