// Not imported: `import` asks for all names of a module, and one of node:http's loads fetch, 15 MB and 30 ms
// that an app which only serves does without.
const { STATUS_CODES } = process.getBuiltinModule("node:http");

/** What a status is called: `"Not Found"`; undefined where it has no name. */
export function statusText(status: number): string | undefined {
  return STATUS_CODES[status];
}
