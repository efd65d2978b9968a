// What the compiler does not see: sizes, shapes and habits of architecture.md §8 to §10. Layout is prettier's alone.
import prettier from 'eslint-config-prettier';
import globals from 'globals';
import tseslint from 'typescript-eslint';

// The rule itself would count what Nest injects into a constructor, too.
const parameters = [
  {
    selector: ":function[params.length>3]:not(MethodDefinition[kind='constructor'] > *)",
    message: 'At most three parameters, else one named object.',
  },
  { selector: "MethodDefinition[kind='constructor'] > [params.length>6]", message: 'So many collaborators are several classes.' },
];
const oneHome = 'Configuration is read once, in libs/platform.';
const environment = [
  { selector: "MemberExpression[object.name='process'][property.name='env']", message: oneHome },
  { selector: "MemberExpression[object.name='process'][property.value='env']", message: oneHome },
  { selector: "ImportSpecifier[imported.name='env']", message: oneHome },
];
const facts = 'Time, chance and I/O come into a decision as facts.';
const impurities = [
  { selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']", message: facts },
  { selector: "CallExpression[callee.object.name='Math'][callee.property.name='random']", message: facts },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: facts },
  { selector: 'CallExpression[callee.name=/^(fetch|setTimeout|setInterval|setImmediate|queueMicrotask)$/]', message: facts },
  { selector: ':function[async=true]', message: 'A decision never waits.' },
  { selector: 'Identifier[name=/^(crypto|performance|process)$/]:not(MemberExpression > .property):not(Property > .key)', message: facts },
];

const sizes = {
  'max-lines': ['error', { max: 250 }],
  'max-lines-per-function': ['error', { max: 70 }],
  'max-depth': ['error', 3],
  'no-restricted-syntax': ['error', ...parameters],
  complexity: ['error', { max: 12, variant: 'modified' }], // a switch counts once
};

const habits = {
  eqeqeq: ['error', 'always', { null: 'ignore' }],
  'no-var': 'error',
  'prefer-const': 'error',
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx', 'hack'] }],
};

const typed = {
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', ignoreRestSiblings: true }],
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-floating-promises': ['error', { ignoreIIFE: false }],
  '@typescript-eslint/only-throw-error': ['error', { allowThrowingUnknown: true }], // what was caught may be thrown on
  '@typescript-eslint/no-meaningless-void-operator': 'off', // `void` also says: on purpose
  '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }], // [...text] are its code points
  // Numbers in messages are meant.
  '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
  // Nest's modules and the shapes of empty requests are classes without members.
  '@typescript-eslint/no-extraneous-class': ['error', { allowWithDecorator: true, allowEmpty: true }],
  '@typescript-eslint/dot-notation': 'off', // record['key'] shows that the key is text, not a member
  // An action whose result nobody needs may be an arrow: `() => queue.close()`.
  '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true }],
  // Without `await` it still makes a rejection of what is thrown.
  '@typescript-eslint/require-await': 'off',
  // Compare the types of whole objects at every assignment: a third of the time of all rules, and nothing found that matters.
  '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
  '@typescript-eslint/no-unsafe-enum-assignment': 'off',
};

const specs = ['**/*.spec.ts', '**/*.spec.tsx', 'test/**/*.ts', '**/testing/**/*.{ts,tsx}'];
const product = { files: ['apps/**/*.{ts,tsx}', 'libs/**/*.ts'], ignores: ['libs/platform/**', ...specs] };
const pure = { files: ['libs/*/src/core/**/*.ts', 'libs/**/*.{decide,decider,view,render,process,webhook}.ts'], ignores: specs };
// The first two guards of a ladder are as easy to read as the last two.
const ladders = { files: ['libs/**/*.decide.ts'], ignores: specs };

export default tseslint.config(
  { ignores: ['dist/', 'node_modules/', '.tillstream/', 'coverage/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error', noInlineConfig: true } },
  { rules: { ...sizes, ...habits } },
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['apps/*/*.mts'] }, tsconfigRootDir: import.meta.dirname },
    },
    rules: typed,
  },
  {
    files: ['**/*.{mjs,cjs}'],
    languageOptions: { globals: globals.node },
    rules: { 'no-undef': 'error', 'no-unused-vars': ['error', { argsIgnorePattern: '^_' }] },
  },
  { files: ['libs/**/*.ts'], rules: { 'no-console': 'error' } },
  { ...product, rules: { 'no-restricted-syntax': ['error', ...parameters, ...environment] } },
  { ...pure, rules: { 'no-restricted-syntax': ['error', ...parameters, ...environment, ...impurities] } },
  { ...ladders, rules: { complexity: ['error', { max: 20, variant: 'modified' }] } },
  {
    files: specs,
    rules: {
      'max-lines': ['error', { max: 400 }],
      'max-lines-per-function': 'off', // a describe is a list, not a function
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off', // jest's matchers are of type any
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  prettier,
);
