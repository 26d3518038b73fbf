import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model169 } from "./models-16.ts";
import { Model180, Model181, Model182, Model183, Model184, Model185, Model186 } from "./models-18.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model170 extends model("model170", {
  title: text({ max: 200 }),
  field170: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model171, { onDelete: "cascade" }); },
  get parent() { return one(() => Model170).nullable(); },
  get posts() { return many(() => Model169, "author"); },
  get tags() { return many(() => Model177); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model171 extends model("model171", {
  title: text({ max: 200 }),
  field171: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model172, { onDelete: "cascade" }); },
  get parent() { return one(() => Model171).nullable(); },
  get posts() { return many(() => Model170, "author"); },
  get tags() { return many(() => Model178); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model172 extends model("model172", {
  title: text({ max: 200 }),
  field172: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model173, { onDelete: "cascade" }); },
  get parent() { return one(() => Model172).nullable(); },
  get posts() { return many(() => Model171, "author"); },
  get tags() { return many(() => Model179); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model173 extends model("model173", {
  title: text({ max: 200 }),
  field173: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model174, { onDelete: "cascade" }); },
  get parent() { return one(() => Model173).nullable(); },
  get posts() { return many(() => Model172, "author"); },
  get tags() { return many(() => Model180); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model174 extends model("model174", {
  title: text({ max: 200 }),
  field174: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model175, { onDelete: "cascade" }); },
  get parent() { return one(() => Model174).nullable(); },
  get posts() { return many(() => Model173, "author"); },
  get tags() { return many(() => Model181); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model175 extends model("model175", {
  title: text({ max: 200 }),
  field175: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model176, { onDelete: "cascade" }); },
  get parent() { return one(() => Model175).nullable(); },
  get posts() { return many(() => Model174, "author"); },
  get tags() { return many(() => Model182); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model176 extends model("model176", {
  title: text({ max: 200 }),
  field176: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model177, { onDelete: "cascade" }); },
  get parent() { return one(() => Model176).nullable(); },
  get posts() { return many(() => Model175, "author"); },
  get tags() { return many(() => Model183); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model177 extends model("model177", {
  title: text({ max: 200 }),
  field177: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model178, { onDelete: "cascade" }); },
  get parent() { return one(() => Model177).nullable(); },
  get posts() { return many(() => Model176, "author"); },
  get tags() { return many(() => Model184); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model178 extends model("model178", {
  title: text({ max: 200 }),
  field178: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model179, { onDelete: "cascade" }); },
  get parent() { return one(() => Model178).nullable(); },
  get posts() { return many(() => Model177, "author"); },
  get tags() { return many(() => Model185); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model179 extends model("model179", {
  title: text({ max: 200 }),
  field179: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model180, { onDelete: "cascade" }); },
  get parent() { return one(() => Model179).nullable(); },
  get posts() { return many(() => Model178, "author"); },
  get tags() { return many(() => Model186); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}