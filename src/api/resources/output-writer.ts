import { codecOf } from "../../schema/index.ts";
import type { OutputField, OutputNode } from "./output-node.ts";

/** Makes what is sent of one row that was read. */
export type OutputWriter = (row: any) => any;

type Convert = (value: unknown) => unknown;

/**
 * Compiles what is sent of the rows of a node: an object literal with the names of the wire.
 *
 * Names reach the source through JSON.stringify only. A loop over the fields took 2.5 times as long.
 *
 * @param isWire Rows have the values of JSON already; those of instances are converted.
 */
export function outputWriter(node: OutputNode, isWire: boolean): OutputWriter {
  const converts: (Convert | undefined)[] = [];
  const members = node.fields.map((field, index) => {
    const at = `row[${JSON.stringify(field.property)}]`;
    converts.push(field.kind === "computed" ? computedConvert(field) : convertOf(field, isWire));
    const isWhole = field.kind === "computed";
    const value = converts[index] === undefined ? at : `convert${index}(${isWhole ? "row" : at})`;
    return `${JSON.stringify(field.name)}: ${value}`;
  });
  const names = converts.map((_, index) => `convert${index}`);
  const source = `return function (row) { return { ${members.join(", ")} }; }`;
  // oxlint-disable-next-line typescript/no-implied-eval
  return new Function(...names, source)(...converts) as OutputWriter;
}

/** Whether values of these fields may be promises. */
export function computedNames(node: OutputNode): readonly string[] {
  return node.fields.flatMap((field) => (field.kind === "computed" ? field.name : []));
}

function computedConvert(field: OutputField & { readonly kind: "computed" }): Convert {
  const { make, field: declared } = field.computed;
  const encode = bothOf(codecOf(declared)?.encode, field.rename) ?? ((value: unknown) => value);
  return (row) => {
    try {
      const value = make(row);
      return value instanceof Promise ? value.then(encode) : encode(value);
    } catch (error) {
      // Not thrown: values that were promised before would be nobody's.
      return Promise.reject(error);
    }
  };
}

function convertOf(field: OutputField, isWire: boolean): Convert | undefined {
  if (field.kind === "computed") return undefined;
  if (field.kind === "column") {
    const encode = isWire ? undefined : codecOf(field.column.field)?.encode;
    return bothOf(encode, field.rename);
  }
  const inner = field.isFlat ? flat(field.node, isWire) : outputWriter(field.node, isWire);
  if (field.relation.kind !== "one") return (rows) => (rows as unknown[]).map(inner);
  return (row) => (row === null || row === undefined ? null : inner(row));
}

function bothOf(encode: Convert | undefined, rename: Convert | undefined): Convert | undefined {
  if (encode === undefined || rename === undefined) return encode ?? rename;
  return (value) => rename(encode(value));
}

function flat({ fields }: OutputNode, isWire: boolean): Convert {
  const [only] = fields;
  const convert = only === undefined ? undefined : convertOf(only, isWire);
  const property = only?.property ?? "";
  return (row) => {
    const value = (row as Record<string, unknown>)[property];
    return convert === undefined ? value : convert(value);
  };
}
