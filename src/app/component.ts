import type { Binding, Component } from "../core/index.ts";

/** A component of an app: started and stopped with it, and able to put values into its context. */
export interface AppComponent extends Component {
  /**
   * Started after all others and stopped before them, as far as dependencies allow: for what lets work in
   * from outside, such as a server or a worker. Default false.
   */
  readonly startsLast?: boolean;
  /**
   * The slots that are set in all that runs in the app. Asked once, when the component has started;
   * components that start later have them too.
   *
   * @example
   * provides: () => [currentDatabase.as(database)]
   */
  provides?(): readonly Binding[];
}
