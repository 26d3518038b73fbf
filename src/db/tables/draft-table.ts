import type { Field } from "../../schema/index.ts";
import type { AnyModel } from "../models/model-class.ts";
import { constraintName, quoted } from "./names.ts";
import type { ManyRelation, OneRelation } from "../models/relations.ts";
import type { Check, Column, Index, Relation, Table, Unique } from "./table.ts";

/** A column while its table is being resolved. */
export class DraftColumn implements Column {
  readonly table: Table;
  readonly property: string;
  readonly name: string;
  readonly quoted: string;
  readonly isKey: boolean;
  readonly position: number;
  isIdentity = false;
  field!: Field;
  references?: {
    readonly table: Table;
    readonly column: Column;
    readonly onDelete: "cascade" | "setNull" | "restrict";
  };

  constructor(table: DraftTable, property: string, name: string, isKey: boolean) {
    this.table = table;
    this.property = property;
    this.name = name;
    this.quoted = quoted(name);
    this.isKey = isKey;
    this.position = table.columns.length;
  }
}

/** A table while it is being resolved; a `Table` to everybody else afterwards. */
export class DraftTable {
  readonly model: AnyModel;
  readonly name: string;
  readonly tableName: string;
  readonly quoted: string;
  readonly isDerived: boolean;
  members = new Map<string, Field | OneRelation | ManyRelation>();
  readonly columns: DraftColumn[] = [];
  readonly columnOf = new Map<string, DraftColumn>();
  readonly key: DraftColumn[] = [];
  readonly relations = new Map<string, Relation>();
  readonly referencedBy: DraftColumn[] = [];
  order: readonly unknown[] = [];
  readonly indexes: Index[] = [];
  readonly uniques: Unique[] = [];
  readonly checks: Check[] = [];

  constructor(model: AnyModel, tableName: string, isDerived = false) {
    this.model = model;
    this.name = model.modelName;
    this.tableName = tableName;
    this.quoted = quoted(tableName);
    this.isDerived = isDerived;
  }

  addColumn(property: string, name: string, isKey: boolean): DraftColumn {
    const column = new DraftColumn(this, property, name, isKey);
    this.columns.push(column);
    this.columnOf.set(property, column);
    if (isKey) this.key.push(column);
    return column;
  }

  addUnique(columns: readonly DraftColumn[], name?: string): void {
    const derived = constraintName(
      this.tableName,
      columns.map((column) => column.name),
      "key",
    );
    this.uniques.push({ name: name ?? derived, columns });
  }
}

/** All tables while they are being resolved. */
export interface Drafts {
  readonly byModel: Map<AnyModel, DraftTable>;
  /** What is wrong with the models, so that all of it is told at once. */
  readonly problems: string[];
}

/** A relation, where it is declared. */
export interface DeclaredRelation<R> {
  readonly draft: DraftTable;
  readonly property: string;
  readonly relation: R;
}
