import { User } from "quintet/auth";
import { bool, choice, createdAt, datetime, many, model, one, text, updatedAt } from "quintet/db";

export class Team extends model("team", {
  name: text({ min: 1, max: 80 }),
  createdAt: createdAt(),
  get members() {
    return many(() => Member, "team");
  },
  get projects() {
    return many(() => Project, "team");
  },
}) {
  static {
    this.order("name", "id");
  }
}

/** Somebody in a team, who may be in others as well, with another role. */
export class Member extends model("teamMember", {
  role: choice("owner", "admin", "member").default("member"),
  joinedAt: createdAt(),
  get team() {
    return one(() => Team, { onDelete: "cascade" });
  },
  get user() {
    return one(() => User, { onDelete: "cascade" });
  },
}) {
  static {
    this.order("joinedAt", "id");
    this.unique(["team", "user"]);
  }
}

export class Project extends model("project", {
  name: text({ min: 1, max: 120 }),
  description: text({ max: 5000 }).default(""),
  isArchived: bool().default(false),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  get team() {
    return one(() => Team, { onDelete: "cascade" });
  },
  get tasks() {
    return many(() => ProjectTask, "project");
  },
}) {
  static {
    this.order("name", "id");
  }
}

export class ProjectTask extends model("projectTask", {
  title: text({ min: 1, max: 200 }),
  description: text({ max: 20_000 }).default(""),
  completed: bool().default(false),
  priority: choice("low", "medium", "high").default("medium"),
  dueDate: datetime().nullable(),
  createdAt: createdAt(),
  updatedAt: updatedAt(),
  get project() {
    return one(() => Project, { onDelete: "cascade" });
  },
  get createdBy() {
    return one(() => User, { onDelete: "setNull" }).nullable();
  },
  get assignees() {
    return many(() => Member, { through: () => Assignment });
  },
}) {
  static {
    this.order("-createdAt", "-id");
    this.index(["project", "-createdAt"]);
  }
}

/** Of a member, so that it ends with the membership. */
export class Assignment extends model("assignment", {
  assignedAt: createdAt(),
  get task() {
    return one(() => ProjectTask, { onDelete: "cascade" }).primaryKey();
  },
  get member() {
    return one(() => Member, { onDelete: "cascade" }).primaryKey();
  },
}) {}
