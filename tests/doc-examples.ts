import { dirname, join } from 'node:path';
import ts from 'typescript';
import type { Docstring } from './docstrings.ts';
import { ROOT } from './source-facts.ts';

/** What examples speak of without making it. */
const GIVEN = `
import { createCafe, createHttp, newId, personOf, tokensOf, when } from '@cafe/client-sdk';
import type * as sdk from '@cafe/client-sdk';
import type { FloorId, OrderId } from '@cafe/contract';
declare const cafe: sdk.Cafe, http: sdk.Http, getToken: sdk.GetToken, key: sdk.DeviceKey, line: sdk.OrderLine;
declare const orderId: sdk.OrderId, tableId: sdk.TableId, itemId: sdk.ItemId, lineId: sdk.LineId, lineIds: sdk.LineId[];
declare const guestId: sdk.GuestId, staffId: sdk.StaffId, stationId: sdk.StationId, deviceId: sdk.DeviceId, floorId: FloorId;
declare const item: Parameters<sdk.CatalogueCommands['saveItem']>[0];
declare const group: Parameters<sdk.CatalogueCommands['saveModifierGroup']>[0];
declare const table: Parameters<sdk.TableCommands['saveTable']>[0];
declare const url: string, pin: string, password: string, code: string, deviceToken: string, revision: number;
declare const input: HTMLInputElement, draw: (what: unknown) => void, App: () => null;
`;
/** What those of one entry of the package have besides. */
const BESIDES: Readonly<Record<string, string>> = {
  'client-sdk/src/react.ts': `
import { CafeProvider, useCafe, useOrder, useReadable } from '@cafe/client-sdk/react';
import type { Root } from 'react-dom/client';
declare const root: Root;`,
  'client-sdk/src/preact.ts': `/** @jsxImportSource preact */
import { CafeProvider, signalOf, useCafe, useOrder } from '@cafe/client-sdk/preact';
import { effect } from '@preact/signals';
import { render } from 'preact';
declare const root: Element;`,
  'client-sdk/src/browser/indexed-db-replicas.ts': `import { indexedDbReplicas } from '@cafe/client-sdk/browser';`,
  'client-sdk/src/node/file-outbox.ts': `import { fileOutbox } from '@cafe/client-sdk/node';`,
};

/** A file of its own for the examples of each source file: `path` is none that is there. */
const filesOf = (docs: readonly Docstring[]): ReadonlyMap<string, string> => {
  const files = new Map<string, string>();
  for (const { path, examples } of docs) {
    const virtual = join(ROOT, 'tests', `${path.replaceAll(/\W/g, '-')}.tsx`);
    for (const example of examples) {
      const before = files.get(virtual) ?? `${BESIDES[path] ?? ''}${GIVEN}`;
      files.set(virtual, `${before}export const example${before.length} = async () => {\n${example}\n};\n`);
    }
  }
  return files;
};

const optionsOf = (): ts.CompilerOptions => {
  const path = join(ROOT, 'tsconfig.base.json');
  const read = ts.parseJsonConfigFileContent(ts.readConfigFile(path, ts.sys.readFile).config, ts.sys, dirname(path), {
    noEmit: true,
    composite: false,
    incremental: false,
    noUnusedLocals: false,
    jsx: ts.JsxEmit.ReactJSX,
    customConditions: ['source'], // from the sources, whatever was built before
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  });
  delete read.options['tsBuildInfoFile'];
  return read.options;
};

/** What the compiler has to say of examples, each with the file it stands in. */
export const mistakesInExamples = (docs: readonly Docstring[]): readonly string[] => {
  const files = filesOf(docs);
  const options = optionsOf();
  const host = ts.createCompilerHost(options, true);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (path) => files.has(path) || fileExists(path);
  host.readFile = (path) => files.get(path) ?? readFile(path);
  host.getSourceFile = (path, language, ...rest) => {
    const text = files.get(path);
    return text === undefined
      ? getSourceFile(path, language, ...rest)
      : ts.createSourceFile(path, text, language, true);
  };
  const program = ts.createProgram([...files.keys()], options, host);
  return [...files.keys()].flatMap((path) => {
    const file = program.getSourceFile(path);
    const found = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return found.map(({ start = 0, messageText }) => {
      const [said = ''] = (file?.text.slice(start) ?? '').split('\n');
      return `${path} at ${said}: ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
    });
  });
};
