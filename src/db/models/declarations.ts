/** What a model says of itself beside its fields, kept until a database resolves its models. */
export interface Declarations {
  readonly table: string | undefined;
  readonly label: string | undefined;
  order: readonly unknown[];
  readonly indexes: IndexDeclaration[];
  readonly uniques: IndexDeclaration[];
  readonly checks: { readonly name: string; readonly where: unknown }[];
}

interface IndexDeclaration {
  readonly columns: readonly string[];
  readonly where?: unknown;
  readonly name?: string | undefined;
}

const declarations = new WeakMap<object, Declarations>();

/** Opens the declarations of a model class. */
export function declare(
  model: object,
  { table, label }: { readonly table?: string; readonly label?: string },
): void {
  declarations.set(model, { table, label, order: [], indexes: [], uniques: [], checks: [] });
}

/** The declarations of a model class or of the class that it extends. */
export function declarationsOf(model: object): Declarations {
  for (
    let at: object | null = model;
    at !== null;
    at = Object.getPrototypeOf(at) as object | null
  ) {
    const found = declarations.get(at);
    if (found !== undefined) return found;
  }
  throw new TypeError("This class does not extend model(…).");
}
