import { type Change, signal, type Signal } from "../../events/index.ts";

/** A row is about to be inserted or updated: change it, or throw to refuse it. */
export interface SavingEvent<T> {
  readonly row: T;
  readonly isNew: boolean;
}

/** A row was inserted or updated. */
export interface SavedEvent<T, C> {
  readonly row: T;
  readonly isNew: boolean;
  /** The columns before; absent for a new row. */
  readonly before: Readonly<C> | undefined;
  /** The properties whose values differ. */
  readonly changed: readonly string[];
  readonly change: Change;
}

/** A row is about to be deleted: throw to refuse. */
export interface DeletingEvent<T> {
  readonly row: T;
}

/** A row was deleted, by itself or with the row that it pointed at. */
export interface DeletedEvent<T> {
  readonly row: T;
  readonly change: Change;
}

/** Rows were linked with or unlinked from a row by a many-to-many relation. */
export interface LinkedEvent {
  readonly relation: string;
  readonly operation: "link" | "unlink";
  /** The row whose relation it is, and the other one. */
  readonly key: unknown;
  readonly target: unknown;
  readonly change: Change;
}

/** The signals of one model: `on(Post.saved, …)`. Bulk writes and cascades send them too. */
export interface ModelSignals<T, C> {
  readonly saving: Signal<SavingEvent<T>>;
  readonly saved: Signal<SavedEvent<T, C>>;
  readonly deleting: Signal<DeletingEvent<T>>;
  readonly deleted: Signal<DeletedEvent<T>>;
  readonly linked: Signal<LinkedEvent>;
}

const known = new WeakMap<object, ModelSignals<any, any>>();

/** The signals of a model class, made at the first use. */
export function signalsOf<T, C = any>(model: abstract new (...args: any) => T): ModelSignals<T, C> {
  let signals = known.get(model);
  if (signals === undefined) {
    const name = (model as unknown as { modelName: string }).modelName;
    signals = {
      saving: signal(`${name}.saving`, { phase: "before", source: model }),
      saved: signal(`${name}.saved`, { source: model }),
      deleting: signal(`${name}.deleting`, { phase: "before", source: model }),
      deleted: signal(`${name}.deleted`, { source: model }),
      linked: signal(`${name}.linked`, { source: model }),
    };
    known.set(model, signals);
  }
  return signals;
}
