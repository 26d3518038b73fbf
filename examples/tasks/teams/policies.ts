import type { Identity } from "quintet/core";
import { policy } from "quintet/db";
import { Member, Project, ProjectTask, Team } from "./models.ts";

// Membership decides everything. Each rule is a condition, so lists, counts and nested rows keep to it.

/** The teams that somebody is in. */
const joined = ({ id }: Identity) => ({ members: { user: id } });
/** Those where they decide about projects and people. */
const managed = ({ id }: Identity) =>
  ({ members: { user: id, role: ["owner", "admin"] } }) as const;
const owned = ({ id }: Identity) => ({ members: { user: id, role: "owner" } }) as const;

export const teamPolicy = policy(Team, {
  read: (user) => user.isSignedIn && joined(user),
  create: (user) => user.isSignedIn,
  update: (user) => user.isSignedIn && managed(user),
  delete: (user) => user.isSignedIn && owned(user),
});

export const memberPolicy = policy(Member, {
  read: (user) => user.isSignedIn && { team: joined(user) },
  create: (user) =>
    user.isSignedIn && [{ team: owned(user) }, { team: managed(user), role: "member" }],
  setRole: (user) => user.isSignedIn && { team: owned(user) },
  // To leave is everybody's own affair.
  delete: (user) =>
    user.isSignedIn && [
      { user: user.id },
      { team: owned(user) },
      { team: managed(user), role: "member" },
    ],
});

const managersOfProject = (user: Identity) => user.isSignedIn && { team: managed(user) };

export const projectPolicy = policy(Project, {
  read: (user) => user.isSignedIn && { team: joined(user) },
  create: managersOfProject,
  update: managersOfProject,
  delete: managersOfProject,
});

const membersOfProject = (user: Identity) => user.isSignedIn && { project: { team: joined(user) } };

export const taskPolicy = policy(ProjectTask, {
  read: membersOfProject,
  create: membersOfProject,
  update: membersOfProject,
  delete: (user) =>
    user.isSignedIn && [
      { project: { team: managed(user) } },
      { project: { team: joined(user) }, createdBy: user.id },
    ],
});
