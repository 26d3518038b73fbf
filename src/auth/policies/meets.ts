import type { Field } from "../../schema/index.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether a row meets a condition, as far as its own columns tell: undefined where only the database knows, as
 * for conditions on other rows and on parts of texts.
 */
export function meets(row: object, condition: unknown): boolean | undefined {
  if (Array.isArray(condition)) {
    const answers = condition.map((one) => meets(row, one));
    if (answers.includes(true)) return true;
    return answers.includes(undefined) ? undefined : false;
  }
  return all(
    Object.entries(condition as Values).map(([name, wanted]) =>
      meetsOne(row as Values, name, wanted),
    ),
  );
}

function meetsOne(row: Values, name: string, wanted: unknown): boolean | undefined {
  // What is not there is equal to nothing; the database refuses to be asked for it.
  if (wanted === undefined) return undefined;
  const relation = `${name}Id`;
  const isRelation = relation in row;
  const value = row[isRelation ? relation : name];
  if (value === undefined || !(isRelation || isComparable(row, name))) return undefined;
  return compare(value, isRelation ? keyIn(wanted) : wanted);
}

/** Of these, equal means the same to us and to databases; `12.5` and `12.50` are one decimal, and two texts. */
const COMPARABLE: readonly string[] =
  "text slug email url choice int bigint float bool datetime".split(" ");

function isComparable(row: Values, name: string): boolean {
  const { fields } = row.constructor as unknown as {
    readonly fields: Readonly<Record<string, Field>>;
  };
  // The key is a number where the model does not declare another one.
  const type = Object.getOwnPropertyDescriptor(fields, name)?.value?.facts?.type ?? "";
  return COMPARABLE.includes(type) || (name === "id" && !("id" in fields));
}

/** A row stands for its key. */
function keyIn(wanted: unknown): unknown {
  const { id, ...rest } = (isObject(wanted) ? wanted : {}) as Values;
  return id !== undefined && Object.keys(rest).length === 0 ? id : wanted;
}

function compare(value: unknown, wanted: unknown): boolean | undefined {
  if (Array.isArray(wanted)) return wanted.some((one) => isSame(value, one));
  if (!isObject(wanted)) return isPlain(value) ? isSame(value, wanted) : undefined;
  if (!isPlain(value)) return undefined;
  return all(
    Object.entries(wanted).map(([operator, operand]) => operate(operator, value, operand)),
  );
}

function operate(operator: string, value: unknown, operand: unknown): boolean | undefined {
  // Expressions and lists of them are asked of the database.
  if (!isPlain(operand) && !Array.isArray(operand)) return undefined;
  const isNull = value === null || operand === null;
  switch (operator) {
    case "eq":
      return isSame(value, operand);
    case "not":
      return !isSame(value, operand);
    case "in":
      return (operand as unknown[]).some((one) => isSame(value, one));
    case "notIn":
      return !(operand as unknown[]).some((one) => isSame(value, one));
  }
  // How texts are sorted is the database's business.
  if (typeof value === "string") return undefined;
  switch (operator) {
    case "lt":
      return !isNull && order(value) < order(operand);
    case "lte":
      return !isNull && order(value) <= order(operand);
    case "gt":
      return !isNull && order(value) > order(operand);
    case "gte":
      return !isNull && order(value) >= order(operand);
    default:
      return undefined;
  }
}

function all(answers: readonly (boolean | undefined)[]): boolean | undefined {
  if (answers.includes(false)) return false;
  return answers.includes(undefined) ? undefined : true;
}

function isSame(value: unknown, wanted: unknown): boolean {
  if (value instanceof Date && wanted instanceof Date) return value.getTime() === wanted.getTime();
  return value === wanted;
}

function order(value: unknown): number | bigint {
  return value instanceof Date ? value.getTime() : (value as number | bigint);
}

function isPlain(value: unknown): boolean {
  return value === null || value instanceof Date || typeof value !== "object";
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}
