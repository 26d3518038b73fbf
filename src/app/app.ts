import {
  begun,
  clock,
  inDependencyOrder,
  LIFECYCLE_OVER,
  Lifecycle,
  log,
  slot,
  withSlots,
  type Binding,
  type Clock,
  type Component,
  type Log,
} from "../core/index.ts";
import { findProblems, reportProblems, type Problem } from "./check.ts";
import type { AppComponent } from "./component.ts";
import { NOT_RUNNING } from "./errors.ts";
import type { Module, ModuleParts } from "./module.ts";

/** One thing of a kind of parts: `Contribution<"models">` is a model class. */
export type Contribution<K extends keyof ModuleParts> =
  NonNullable<ModuleParts[K]> extends readonly (infer T)[] ? T : never;

/** Open for declaration merging, as `ModuleParts` is. */
export interface AppOptions {
  /** In the order in which they count; what a module depends on comes before it all the same. */
  readonly modules: readonly Module[];
  /** Default: lines from level `info` up on standard error. */
  readonly log?: Log;
  /** Default: the clock of the machine. */
  readonly clock?: Clock;
  /** What clients are told of, routes and resources by name: for `client<typeof app>`. Modules serve it. */
  readonly api?: object;
}

/** The app in whose context this runs. */
export const currentApp = slot<App>("app");

/**
 * Puts modules together to an app. Nothing is started or opened before `start`.
 *
 * Apps share nothing: two in one process do not see each other's events, databases or components.
 *
 * @throws `CORE_DUPLICATE_NAME`, `CORE_UNKNOWN_DEPENDENCY`, `CORE_DEPENDENCY_CYCLE` for modules and
 * for components; several problems come together as `CORE_SEVERAL_ERRORS`
 * @example
 * await using shop = await app({ modules: [auth(), catalogue, orders] }).start();
 * await shop.run(() => Order.count());
 */
export function app<A extends object = {}>(options: AppOptions & { readonly api?: A }): App<A> {
  return new App<A>(options);
}

/** A running program, or one that can run: its modules in order, its components and its context. */
export class App<A = unknown> {
  /** What clients are told of, to the compiler. */
  declare readonly "~api": A;
  readonly options: AppOptions;
  /** In order: what a module consists of or depends on comes before it. */
  readonly modules: readonly Module[];
  readonly #lifecycle: Lifecycle;
  readonly #bindings: Binding[];
  #state: "not started" | "started" | "stopped" = "not started";
  #starting: Promise<void> | undefined;

  constructor(options: AppOptions) {
    this.options = options;
    this.modules = inDependencyOrder("module", flatten(options.modules));
    this.#bindings = [
      currentApp.as(this),
      ...given(log, options.log),
      ...given(clock, options.clock),
    ];
    const components = this.contributions("components").map((make) => make(this));
    // What lets work in comes behind everything that does it.
    const order = [
      ...components.filter((one) => !one.startsLast),
      ...components.filter((one) => one.startsLast),
    ];
    this.#lifecycle = new Lifecycle(order.map((component) => this.#inContext(component)));
  }

  /** Whether it is started and not being stopped. */
  get isRunning(): boolean {
    return this.#lifecycle.isRunning;
  }

  /** All parts of a kind, in the order of the modules. */
  contributions<K extends keyof ModuleParts>(kind: K): Contribution<K>[] {
    return this.modules.flatMap(({ parts }) => (parts[kind] ?? []) as readonly Contribution<K>[]);
  }

  /** Runs the checks of the modules, and only these. For the command line and for tests. */
  check(): Promise<Problem[]> {
    return this.#run(() => findProblems(this));
  }

  /**
   * Runs the checks, then starts the components in the order of their dependencies. Calling it again
   * waits for the same start.
   *
   * When something fails, all that was started is stopped before the error is thrown.
   *
   * @throws `APP_CHECK_FAILED`, `CORE_START_FAILED`, `CORE_LIFECYCLE_OVER` after `stop`
   */
  async start(): Promise<this> {
    await (this.#starting ??= this.#run(() => this.#start()));
    if (this.#state === "stopped") throw LIFECYCLE_OVER();
    return this;
  }

  /**
   * Stops the components in reverse order, each within its time limit. Safe to call at any time and again.
   *
   * @throws `CORE_STOP_FAILED` when all have had their turn, several as `CORE_SEVERAL_ERRORS`
   */
  async stop(): Promise<void> {
    try {
      await this.#run(() => this.#lifecycle.stop());
    } finally {
      this.#state = "stopped";
    }
  }

  /**
   * Runs `fn` in the context of this app: with its database, events, log and clock. A query that `fn`
   * gives is asked here too.
   *
   * @param more Slots to be set besides, at the price of one `run`.
   * @throws `APP_NOT_RUNNING` before `start` and after `stop`
   */
  run<T>(fn: () => PromiseLike<T>, more?: readonly Binding[]): Promise<T>;
  run<T>(fn: () => T, more?: readonly Binding[]): T;
  run(fn: () => unknown, more: readonly Binding[] = []): unknown {
    if (this.#state !== "started") throw NOT_RUNNING(this.#state);
    return withSlots([...this.#bindings, ...more], () => begun(fn()));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  async #start(): Promise<void> {
    reportProblems(await findProblems(this));
    this.#state = "started";
    try {
      await this.#lifecycle.start();
    } catch (error) {
      this.#state = "stopped";
      throw error;
    }
  }

  #run<T>(fn: () => T): T {
    return withSlots(this.#bindings, fn);
  }

  /** The component, run with the slots of those that were started before it. */
  #inContext(component: AppComponent): Component {
    const { name, dependsOn, startTimeout, stopTimeout } = component;
    return {
      name,
      ...(dependsOn && { dependsOn }),
      ...(startTimeout && { startTimeout }),
      ...(stopTimeout && { stopTimeout }),
      start: async () => {
        await this.#run(() => component.start?.());
        this.#bindings.push(...(component.provides?.() ?? []));
      },
      stop: () => this.#run(() => component.stop?.()),
    };
  }
}

function flatten(modules: readonly Module[]): Module[] {
  const all = new Set<Module>();
  const visit = (module: Module): void => {
    if (all.has(module)) return;
    module.modules.forEach(visit);
    all.add(module);
  };
  modules.forEach(visit);
  return [...all];
}

function given<T>(place: { as(value: T): Binding }, value: T | undefined): Binding[] {
  return value === undefined ? [] : [place.as(value)];
}
