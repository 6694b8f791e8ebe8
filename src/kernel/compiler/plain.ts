import ts from "typescript";

/**
 * Whether a cell is made of literals, arithmetic with numbers and printing alone, so that there is nothing for a type
 * check to find: such a cell runs while types are still being read.
 */
export function needsNoTypes(file: ts.SourceFile): boolean {
  const declared = new Set<string>();
  const isPlainDeclaration = ({ name, type, initializer }: ts.VariableDeclaration): boolean => {
    if (!ts.isIdentifier(name) || type !== undefined || initializer === undefined) return false;
    if (declared.has(name.text)) return false;
    declared.add(name.text);
    return isPlain(initializer);
  };
  const isLog = (node: ts.Expression): boolean =>
    ts.isCallExpression(node) &&
    node.expression.getText(file) === "console.log" &&
    node.typeArguments === undefined &&
    node.arguments.every(isPlain);
  return file.statements.every((statement) => {
    if (ts.isExpressionStatement(statement))
      return isPlain(statement.expression) || isLog(statement.expression);
    if (!ts.isVariableStatement(statement) || statement.modifiers !== undefined) return false;
    const { flags, declarations } = statement.declarationList;
    const isUsual = (flags & ts.NodeFlags.BlockScoped & ~(ts.NodeFlags.Const | ts.NodeFlags.Let)) === 0;
    return isUsual && declarations.every(isPlainDeclaration) && !declared.has("console");
  });
}

const arithmetic = new Set([
  ts.SyntaxKind.PlusToken,
  ts.SyntaxKind.MinusToken,
  ts.SyntaxKind.AsteriskToken,
  ts.SyntaxKind.SlashToken,
  ts.SyntaxKind.PercentToken,
]);

function isPlain(node: ts.Expression): boolean {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return true;
  if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return true;
  if (ts.isParenthesizedExpression(node)) return isPlain(node.expression);
  if (ts.isArrayLiteralExpression(node)) return node.elements.length > 0 && node.elements.every(isPlain);
  return isNumber(node);
}

function isNumber(node: ts.Expression): boolean {
  if (ts.isNumericLiteral(node)) return /^(0|[1-9]\d*)(\.\d+)?$/.test(node.getText());
  if (ts.isParenthesizedExpression(node)) return isNumber(node.expression);
  if (ts.isPrefixUnaryExpression(node))
    return node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand);
  return (
    ts.isBinaryExpression(node) &&
    arithmetic.has(node.operatorToken.kind) &&
    isNumber(node.left) &&
    isNumber(node.right)
  );
}
