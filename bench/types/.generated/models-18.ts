import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model179 } from "./models-17.ts";
import { Model190, Model191, Model192, Model193, Model194, Model195, Model196 } from "./models-19.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model180 extends model("model180", {
  title: text({ max: 200 }),
  field180: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model181, { onDelete: "cascade" }); },
  get parent() { return one(() => Model180).nullable(); },
  get posts() { return many(() => Model179, "author"); },
  get tags() { return many(() => Model187); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model181 extends model("model181", {
  title: text({ max: 200 }),
  field181: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model182, { onDelete: "cascade" }); },
  get parent() { return one(() => Model181).nullable(); },
  get posts() { return many(() => Model180, "author"); },
  get tags() { return many(() => Model188); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model182 extends model("model182", {
  title: text({ max: 200 }),
  field182: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model183, { onDelete: "cascade" }); },
  get parent() { return one(() => Model182).nullable(); },
  get posts() { return many(() => Model181, "author"); },
  get tags() { return many(() => Model189); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model183 extends model("model183", {
  title: text({ max: 200 }),
  field183: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model184, { onDelete: "cascade" }); },
  get parent() { return one(() => Model183).nullable(); },
  get posts() { return many(() => Model182, "author"); },
  get tags() { return many(() => Model190); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model184 extends model("model184", {
  title: text({ max: 200 }),
  field184: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model185, { onDelete: "cascade" }); },
  get parent() { return one(() => Model184).nullable(); },
  get posts() { return many(() => Model183, "author"); },
  get tags() { return many(() => Model191); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model185 extends model("model185", {
  title: text({ max: 200 }),
  field185: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model186, { onDelete: "cascade" }); },
  get parent() { return one(() => Model185).nullable(); },
  get posts() { return many(() => Model184, "author"); },
  get tags() { return many(() => Model192); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model186 extends model("model186", {
  title: text({ max: 200 }),
  field186: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model187, { onDelete: "cascade" }); },
  get parent() { return one(() => Model186).nullable(); },
  get posts() { return many(() => Model185, "author"); },
  get tags() { return many(() => Model193); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model187 extends model("model187", {
  title: text({ max: 200 }),
  field187: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model188, { onDelete: "cascade" }); },
  get parent() { return one(() => Model187).nullable(); },
  get posts() { return many(() => Model186, "author"); },
  get tags() { return many(() => Model194); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model188 extends model("model188", {
  title: text({ max: 200 }),
  field188: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model189, { onDelete: "cascade" }); },
  get parent() { return one(() => Model188).nullable(); },
  get posts() { return many(() => Model187, "author"); },
  get tags() { return many(() => Model195); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model189 extends model("model189", {
  title: text({ max: 200 }),
  field189: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model190, { onDelete: "cascade" }); },
  get parent() { return one(() => Model189).nullable(); },
  get posts() { return many(() => Model188, "author"); },
  get tags() { return many(() => Model196); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}