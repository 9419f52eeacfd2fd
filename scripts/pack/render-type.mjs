/**
 * A type as plain TypeScript: what `z.infer` of a schema comes to, spelt out. Whoever installs the packed SDK has no zod, and
 * reads in an editor what a field is rather than how it is checked.
 */
import ts from 'typescript';

const { TypeFlags } = ts;
const NOTHING = TypeFlags.Undefined | TypeFlags.Null;
const BY_FLAG = [
  [TypeFlags.Unknown, 'unknown'],
  [TypeFlags.Never, 'never'],
  [TypeFlags.Null, 'null'],
  [TypeFlags.Undefined, 'undefined'],
  [TypeFlags.Boolean, 'boolean'],
  [TypeFlags.String, 'string'],
  [TypeFlags.Number, 'number'],
];

const quoted = (text) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
const keyOf = (name) => (/^[A-Za-z_$][\w$]*$/.test(name) ? name : quoted(name));
const wrapped = (text) => (/^[\w.'$]+$/.test(text) ? text : `(${text})`);
const isNothing = (text) => text === 'undefined' || text === 'null';

/** The name in a brand's type argument: zod's `$brand<'OrderId'>` is of an OrderId. */
const brandIn = (type) => {
  if (type.aliasSymbol?.name !== '$brand') return undefined;
  const [name] = type.aliasTypeArguments ?? [];
  return name?.isStringLiteral() ? name.value : undefined;
};

const isReadonly = ({ declarations = [] }) =>
  declarations.some((one) => (ts.getCombinedModifierFlags(one) & ts.ModifierFlags.Readonly) !== 0);

/** Spells types of one program. */
export class TypeRenderer {
  #checker;
  #nameOf;

  /**
   * @param checker of the program the types are of
   * @param nameOf what is said in place of a brand, of a type with a name, of a union's members without `undefined` and `null`
   */
  constructor(checker, nameOf) {
    this.#checker = checker;
    this.#nameOf = nameOf;
  }

  /** The right side of a type alias: spelt out, whatever name it has. */
  whole(type) {
    const brand = this.#brandOf(type);
    return brand === undefined ? this.#plain(type, '') : `string & { readonly [brand]: ${quoted(brand)} }`;
  }

  /** A type where it is used: by its name, where it has one. */
  render(type, indent = '') {
    const brand = this.#brandOf(type);
    if (brand !== undefined) return this.#nameOf.brand(brand);
    return this.#nameOf.type(type) ?? this.#plain(type, indent);
  }

  #brandOf(type) {
    return type.isIntersection() ? type.types.map(brandIn).find((name) => name !== undefined) : undefined;
  }

  #plain(type, indent) {
    if (type.flags & TypeFlags.Any) throw new Error('a type is any');
    const simple = BY_FLAG.find(([flag]) => type.flags & flag);
    if (simple) return simple[1];
    if (type.isStringLiteral()) return quoted(type.value);
    if (type.isNumberLiteral()) return String(type.value);
    if (type.flags & TypeFlags.BooleanLiteral) return this.#checker.typeToString(type);
    if (type.isUnion()) return this.#union(type, indent);
    if (type.isIntersection()) return type.types.map((one) => this.render(one, indent)).join(' & ');
    if (this.#checker.isArrayType(type) || this.#checker.isTupleType(type)) return this.#list(type, indent);
    if (type.flags & TypeFlags.Object) return this.#object(type, indent);
    return this.#checker.typeToString(type, undefined, ts.TypeFormatFlags.NoTruncation);
  }

  /** `undefined` and `null` last, and a name for the rest where it has one. */
  #union({ types }, indent) {
    const isWhole = types.filter((one) => one.flags & TypeFlags.BooleanLiteral).length === 2;
    const others = types.filter((one) => !(isWhole && one.flags & TypeFlags.BooleanLiteral));
    const texts = new Set([...others.map((one) => this.render(one, indent)), ...(isWhole ? ['boolean'] : [])]);
    const nothing = [...texts].filter(isNothing).sort();
    const rest = [...texts].filter((text) => !isNothing(text));
    const something = types.filter((one) => !(one.flags & NOTHING));
    const named = rest.length > 1 && nothing.length > 0 ? this.#nameOf.rest(something) : undefined;
    return [...(named ? [named] : rest), ...nothing].join(' | ');
  }

  #list(type, indent) {
    const elements = this.#checker.getTypeArguments(type).map((one) => this.render(one, indent));
    const text = this.#checker.isTupleType(type) ? `[${elements.join(', ')}]` : `${wrapped(elements[0])}[]`;
    return type.target?.readonly || type.symbol?.name === 'ReadonlyArray' ? `readonly ${text}` : text;
  }

  #object(type, indent) {
    if (type.getCallSignatures().length > 0) throw new Error(`a function: ${this.#checker.typeToString(type)}`);
    const inner = `${indent}  `;
    const indexed = this.#checker
      .getIndexInfosOfType(type)
      .map((one) => `${inner}[key: ${this.render(one.keyType, inner)}]: ${this.render(one.type, inner)};\n`);
    const fields = this.#checker.getPropertiesOfType(type).map((symbol) => this.#field(symbol, inner));
    return `{\n${[...indexed, ...fields].join('')}${indent}}`;
  }

  #field(symbol, indent) {
    const name = `${isReadonly(symbol) ? 'readonly ' : ''}${keyOf(symbol.name)}`;
    const optional = symbol.flags & ts.SymbolFlags.Optional ? '?' : '';
    const type = this.render(this.#checker.getTypeOfSymbol(symbol), indent);
    return `${this.#docsOf(symbol, indent)}${indent}${name}${optional}: ${type};\n`;
  }

  #docsOf(symbol, indent) {
    const text = ts.displayPartsToString(symbol.getDocumentationComment(this.#checker)).trim();
    return text === '' ? '' : `${indent}/** ${text.replaceAll('\n', `\n${indent} * `)} */\n`;
  }
}
