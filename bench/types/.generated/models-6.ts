import { choice, datetime, int, many, model, one, text } from "quintet/db";
import { Model59 } from "./models-5.ts";
import { Model70, Model71, Model72, Model73, Model74, Model75, Model76 } from "./models-7.ts";
export const used = [choice, datetime, int, many, model, one, text];

export class Model60 extends model("model60", {
  title: text({ max: 200 }),
  field60: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model61, { onDelete: "cascade" }); },
  get parent() { return one(() => Model60).nullable(); },
  get posts() { return many(() => Model59, "author"); },
  get tags() { return many(() => Model67); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model61 extends model("model61", {
  title: text({ max: 200 }),
  field61: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model62, { onDelete: "cascade" }); },
  get parent() { return one(() => Model61).nullable(); },
  get posts() { return many(() => Model60, "author"); },
  get tags() { return many(() => Model68); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model62 extends model("model62", {
  title: text({ max: 200 }),
  field62: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model63, { onDelete: "cascade" }); },
  get parent() { return one(() => Model62).nullable(); },
  get posts() { return many(() => Model61, "author"); },
  get tags() { return many(() => Model69); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model63 extends model("model63", {
  title: text({ max: 200 }),
  field63: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model64, { onDelete: "cascade" }); },
  get parent() { return one(() => Model63).nullable(); },
  get posts() { return many(() => Model62, "author"); },
  get tags() { return many(() => Model70); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model64 extends model("model64", {
  title: text({ max: 200 }),
  field64: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model65, { onDelete: "cascade" }); },
  get parent() { return one(() => Model64).nullable(); },
  get posts() { return many(() => Model63, "author"); },
  get tags() { return many(() => Model71); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model65 extends model("model65", {
  title: text({ max: 200 }),
  field65: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model66, { onDelete: "cascade" }); },
  get parent() { return one(() => Model65).nullable(); },
  get posts() { return many(() => Model64, "author"); },
  get tags() { return many(() => Model72); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model66 extends model("model66", {
  title: text({ max: 200 }),
  field66: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model67, { onDelete: "cascade" }); },
  get parent() { return one(() => Model66).nullable(); },
  get posts() { return many(() => Model65, "author"); },
  get tags() { return many(() => Model73); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model67 extends model("model67", {
  title: text({ max: 200 }),
  field67: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model68, { onDelete: "cascade" }); },
  get parent() { return one(() => Model67).nullable(); },
  get posts() { return many(() => Model66, "author"); },
  get tags() { return many(() => Model74); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model68 extends model("model68", {
  title: text({ max: 200 }),
  field68: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model69, { onDelete: "cascade" }); },
  get parent() { return one(() => Model68).nullable(); },
  get posts() { return many(() => Model67, "author"); },
  get tags() { return many(() => Model75); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}

export class Model69 extends model("model69", {
  title: text({ max: 200 }),
  field69: text(),
  views: int().default(0),
  status: choice("draft", "published", "archived").default("draft"),
  publishedAt: datetime().nullable(),
  get author() { return one(() => Model70, { onDelete: "cascade" }); },
  get parent() { return one(() => Model69).nullable(); },
  get posts() { return many(() => Model68, "author"); },
  get tags() { return many(() => Model76); },
}) {
  static {
    this.order("-publishedAt");
    this.index(["status", "publishedAt"], { where: { status: "published" } });
  }
  static published() { return this.where({ status: "published" }); }
  get isDraft() { return this.status === "draft"; }
}