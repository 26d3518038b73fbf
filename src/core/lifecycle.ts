import { currentClock } from "./clock.ts";
import { deadline, signal, withSlots } from "./context.ts";
import { withTimeLimit } from "./deadline.ts";
import { inDependencyOrder } from "./dependency-order.ts";
import { milliseconds, type Duration } from "./duration.ts";
import { LIFECYCLE_OVER, START_FAILED, STEP_TIMEOUT, STOP_FAILED, throwAll } from "./errors.ts";
import { fact } from "./trace.ts";

/** A part of a program that is started and stopped. */
export interface Component {
  /** Unique within the lifecycle. */
  readonly name: string;
  /** Names of components that are started before this one and stopped after it. */
  readonly dependsOn?: readonly string[];
  start?(): void | Promise<void>;
  /** Called once, when `start` has ended well or has run out of time. */
  stop?(): void | Promise<void>;
  /** Default `"30s"`. */
  readonly startTimeout?: Duration;
  /** Default `"10s"`. */
  readonly stopTimeout?: Duration;
}

/** A component has been started or stopped. */
export const componentStep = fact<ComponentStep>("core.component");

export interface ComponentStep {
  readonly component: string;
  readonly step: Step;
  readonly durationMs: number;
}

type Step = "start" | "stop";

/**
 * Starts components in the order of their dependencies, one after the other, and stops them in reverse.
 *
 * @throws `CORE_DUPLICATE_NAME`, `CORE_UNKNOWN_DEPENDENCY`, `CORE_DEPENDENCY_CYCLE` when it is made;
 * several problems come together as `CORE_SEVERAL_ERRORS`.
 */
export class Lifecycle {
  readonly #order: readonly Component[];
  readonly #started: Component[] = [];
  #starting: Promise<void> | undefined;
  #stopping: Promise<void> | undefined;

  constructor(components: readonly Component[]) {
    this.#order = inDependencyOrder("component", components);
  }

  /** Whether everything is started and nothing is being stopped. */
  get isRunning(): boolean {
    return this.#started.length === this.#order.length && !this.#stopping && !!this.#starting;
  }

  /**
   * Starts all. Calling it again gives the same promise.
   *
   * When a component fails, those that were started are stopped before the error is thrown.
   *
   * @throws `CORE_START_FAILED` with the error of the component as its cause (`CORE_STEP_TIMEOUT` at
   * its time limit), `CORE_LIFECYCLE_OVER` when `stop` was called
   */
  start(): Promise<void> {
    if (this.#stopping) return Promise.reject(LIFECYCLE_OVER());
    return (this.#starting ??= this.#startAll());
  }

  /**
   * Stops what was started. Safe to call at any time and again; a start under way ends with the
   * component that it is at. Every component gets its turn whatever the others do.
   *
   * @throws `CORE_STOP_FAILED`, several of them as `CORE_SEVERAL_ERRORS`
   */
  stop(): Promise<void> {
    return (this.#stopping ??= this.#stopAfterStart());
  }

  async #startAll(): Promise<void> {
    for (const component of this.#order) {
      if (this.#stopping) throw LIFECYCLE_OVER();
      try {
        await step(component, "start", component.startTimeout ?? "30s");
        this.#started.push(component);
      } catch (error) {
        if (STEP_TIMEOUT.is(error)) this.#started.push(component);
        const failures = await this.#stopAll();
        throwAll([START_FAILED(component.name, error).because(error), ...failures]);
      }
    }
  }

  async #stopAfterStart(): Promise<void> {
    await this.#starting?.catch(() => {});
    throwAll(await this.#stopAll());
  }

  async #stopAll(): Promise<Error[]> {
    const failures: Error[] = [];
    for (let last = this.#started.pop(); last; last = this.#started.pop()) {
      try {
        await step(last, "stop", last.stopTimeout ?? "10s");
      } catch (error) {
        failures.push(STOP_FAILED(last.name, error).because(error));
      }
    }
    return failures;
  }
}

async function step(component: Component, name: Step, limit: Duration): Promise<void> {
  const clock = currentClock();
  const beganMs = clock.monotonicMs();
  const late = () => STEP_TIMEOUT(component.name, name, limit);
  const run = () => withTimeLimit(milliseconds(limit), late, () => component[name]?.());
  // Whoever stops the program may do so because its own time is over: this must not keep parts from stopping.
  await (name === "stop" ? withSlots([deadline.as(undefined), signal.as(undefined)], run) : run());
  componentStep.publish(() => ({
    component: component.name,
    step: name,
    durationMs: clock.monotonicMs() - beganMs,
  }));
}
