import type { Binding, Component } from "../core/index.ts";

/** A component of an app: started and stopped with it, and able to put values into its context. */
export interface AppComponent extends Component {
  /**
   * The slots that are set in all that runs in the app. Asked once, when the component has started;
   * components that start later have them too.
   *
   * @example
   * provides: () => [currentDatabase.as(database)]
   */
  provides?(): readonly Binding[];
}
