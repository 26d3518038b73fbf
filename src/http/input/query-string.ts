/** Values of a query string or of a form by name; what is repeated is a list. */
export type TextValues = Record<string, string | string[]>;

/** Reads `a=1&b=2`. Has no prototype, so that a name can be anything. Never throws. */
export function parseQueryString(text: string): TextValues {
  const values = Object.create(null) as TextValues;
  if (text === "") return values;
  for (const [name, value] of new URLSearchParams(text)) {
    const had = values[name];
    if (had === undefined) values[name] = value;
    else if (typeof had === "string") values[name] = [had, value];
    else had.push(value);
  }
  return values;
}
