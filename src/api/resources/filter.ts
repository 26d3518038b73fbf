import type { Column } from "../../db/index.ts";
import { bool, type Field, fieldOf, list, text, wireName } from "../../schema/index.ts";
import { type ColumnPath, columnPath, isText, pathName } from "./column-path.ts";
import type { Declaration } from "./declaration.ts";
import {
  COMPARISONS,
  type FilterOperator,
  isTextComparison,
  TEXT_COMPARISONS,
} from "./filter-operators.ts";
import { valueField } from "./value-field.ts";

/** A parameter of a list that narrows it. */
export interface Filter {
  /** On the wire: `"created_at__gte"`. */
  readonly name: string;
  readonly path: ColumnPath;
  readonly operator: FilterOperator;
  readonly field: Field;
}

/** Values that a list in a parameter may have. */
export const LIST_MAX = 100;
/** Characters of a text to look for. */
export const SEARCH_MAX = 200;
/** Characters of a text to compare with. */
const VALUE_MAX = 1000;

/** The parameters that the `filter` of a resource declares. */
export function filtersOf(declaration: Declaration): Filter[] {
  return (declaration.options.filter ?? []).flatMap((one) => {
    const entries = typeof one === "string" ? [[one, ["eq"]] as const] : Object.entries(one);
    return entries.flatMap(([path, operators = []]) =>
      operators.flatMap((operator) => filterOf(declaration, path, operator)),
    );
  });
}

function filterOf(declaration: Declaration, path: string, operator: FilterOperator): Filter[] {
  const { naming, problems } = declaration;
  const found = columnPath(declaration, path, "filter");
  if (found === undefined) return [];
  const known = operatorsOf(found.column);
  if (!known.includes(operator)) {
    problems.push(
      `filter: "${path}" cannot be compared by "${operator}", only by ${known.join(", ")}`,
    );
    return [];
  }
  const name =
    pathName(path, naming) + (operator === "eq" ? "" : `__${wireName(operator, naming)}`);
  return [{ name, path: found, operator, field: filterField(found.column, operator).optional() }];
}

/** Values of JSON in an address would be read as operators. */
function operatorsOf(column: Column): readonly FilterOperator[] {
  const { type } = column.field.facts;
  if (type === "json" || type === "list") return ["isNull"];
  return isText(column) ? [...COMPARISONS, ...TEXT_COMPARISONS] : COMPARISONS;
}

/** A value to compare with: of the column's type, but without what only matters where it is written. */
function filterField(column: Column, operator: FilterOperator): Field {
  if (operator === "isNull") return bool();
  if (isTextComparison(operator)) return text({ max: SEARCH_MAX });
  const {
    min: _min,
    max: _max,
    pattern: _pattern,
    rules: _rules,
    range: _range,
    auto: _auto,
    ...facts
  } = valueField(column).facts;
  const isFreeText = isText(column) && facts.type !== "choice";
  const value = fieldOf(isFreeText ? { ...facts, type: "text", max: VALUE_MAX } : facts);
  return operator === "in" || operator === "notIn" ? list(value, { min: 1, max: LIST_MAX }) : value;
}
