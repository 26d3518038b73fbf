import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model219 } from "./models-21.ts";
import { Model230, Model231, Model232, Model233, Model234, Model235, Model236 } from "./models-23.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model220 extends model("model220", {
  title: text({ max: 200 }),
  field220: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model221, { onDelete: "cascade" }); },
  get parent() { return one(() => Model220).nullable(); },
  get posts() { return many(() => Model219, "author"); },
  get tags() { return many(() => Model227); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model221 extends model("model221", {
  title: text({ max: 200 }),
  field221: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model222, { onDelete: "cascade" }); },
  get parent() { return one(() => Model221).nullable(); },
  get posts() { return many(() => Model220, "author"); },
  get tags() { return many(() => Model228); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model222 extends model("model222", {
  title: text({ max: 200 }),
  field222: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model223, { onDelete: "cascade" }); },
  get parent() { return one(() => Model222).nullable(); },
  get posts() { return many(() => Model221, "author"); },
  get tags() { return many(() => Model229); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model223 extends model("model223", {
  title: text({ max: 200 }),
  field223: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model224, { onDelete: "cascade" }); },
  get parent() { return one(() => Model223).nullable(); },
  get posts() { return many(() => Model222, "author"); },
  get tags() { return many(() => Model230); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model224 extends model("model224", {
  title: text({ max: 200 }),
  field224: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model225, { onDelete: "cascade" }); },
  get parent() { return one(() => Model224).nullable(); },
  get posts() { return many(() => Model223, "author"); },
  get tags() { return many(() => Model231); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model225 extends model("model225", {
  title: text({ max: 200 }),
  field225: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model226, { onDelete: "cascade" }); },
  get parent() { return one(() => Model225).nullable(); },
  get posts() { return many(() => Model224, "author"); },
  get tags() { return many(() => Model232); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model226 extends model("model226", {
  title: text({ max: 200 }),
  field226: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model227, { onDelete: "cascade" }); },
  get parent() { return one(() => Model226).nullable(); },
  get posts() { return many(() => Model225, "author"); },
  get tags() { return many(() => Model233); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model227 extends model("model227", {
  title: text({ max: 200 }),
  field227: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model228, { onDelete: "cascade" }); },
  get parent() { return one(() => Model227).nullable(); },
  get posts() { return many(() => Model226, "author"); },
  get tags() { return many(() => Model234); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model228 extends model("model228", {
  title: text({ max: 200 }),
  field228: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model229, { onDelete: "cascade" }); },
  get parent() { return one(() => Model228).nullable(); },
  get posts() { return many(() => Model227, "author"); },
  get tags() { return many(() => Model235); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model229 extends model("model229", {
  title: text({ max: 200 }),
  field229: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model230, { onDelete: "cascade" }); },
  get parent() { return one(() => Model229).nullable(); },
  get posts() { return many(() => Model228, "author"); },
  get tags() { return many(() => Model236); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}