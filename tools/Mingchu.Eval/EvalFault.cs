namespace Mingchu.Eval;

/// <summary>Something the caller must put right; ends the program with exit code 2 and this message.</summary>
internal sealed class EvalFault(string message) : Exception(message);
