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
  return isRelation ? compareKey(value, wanted) : compare(value, wanted);
}

/** What is said of a related row, by its key alone or by nothing, no row meets that has none. */
function compareKey(key: unknown, wanted: unknown): boolean | undefined {
  if (!isObject(wanted) || Array.isArray(wanted)) return compare(key, wanted);
  const { id, ...rest } = wanted as Values;
  if (Object.keys(rest).length > 0) return compare(key, wanted);
  return key !== null && (!("id" in wanted) || compare(key, id));
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

function compare(value: unknown, wanted: unknown): boolean | undefined {
  if (Array.isArray(wanted)) return wanted.some((one) => isSame(value, one));
  if (!isObject(wanted)) return isPlain(value) ? isSame(value, wanted) : undefined;
  const operators = Object.entries(wanted);
  // The database refuses to be asked for nothing in particular.
  if (!isPlain(value) || operators.length === 0) return undefined;
  return all(operators.map(([operator, operand]) => operate(operator, value, operand)));
}

function operate(operator: string, value: unknown, operand: unknown): boolean | undefined {
  // Expressions and lists of them are asked of the database.
  if (!isPlain(operand) && !Array.isArray(operand)) return undefined;
  const isNull = value === null || operand === null;
  if (operator === "in" || operator === "notIn") {
    if (!Array.isArray(operand)) return undefined;
    return operand.some((one) => isSame(value, one)) === (operator === "in");
  }
  if (operator === "eq") return isSame(value, operand);
  if (operator === "not") return !isSame(value, operand);
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
