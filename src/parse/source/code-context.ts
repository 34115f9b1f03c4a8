import type { CodeContext } from '../../model/index.js';

const PATHS: readonly (readonly [CodeContext, RegExp])[] = [
  ['vendored', /(?:^|\/)(?:node_modules|vendor|third[_-]?party|bower_components|external|deps|Pods|site-packages)\//i],
  [
    'test',
    /(?:^|\/)(?:tests?|testing|spec|specs|__tests__|__mocks__|androidTest|testFixtures|fixtures?|testdata|e2e|src\/[a-z]*test)\//i,
  ],
  ['test', /(?:^|\/)(?:test_[^/]*|[^/]*(?:[._-](?:test|tests|spec)|_test|Tests?|Spec|IT|TestCase))\.[a-z]+$/],
  ['example', /(?:^|\/)(?:examples?|samples?|demos?|tutorials?|playground|quickstart)\//i],
  ['documentation', /(?:^|\/)(?:docs?|documentation|website)\//i],
  [
    'generated',
    /(?:^|\/)(?:generated|gen|dist|build|out)\/|\.pb\.[a-z]+$|_pb2\.py$|\.min\.js$|\.g\.dart$|\.designer\.cs$/i,
  ],
];
const GENERATED = /@generated|(?:code|file) (?:is |was )?(?:auto-?)?generated (?:by|from)|do not edit/i;
const HEAD = 1000;

/** What kind of code a file is, by its path and its first lines. */
export function codeContext(path: string, text: string): CodeContext {
  for (const [context, pattern] of PATHS) if (pattern.test(path)) return context;
  return GENERATED.test(text.slice(0, HEAD)) ? 'generated' : 'production';
}
