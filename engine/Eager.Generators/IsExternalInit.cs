namespace System.Runtime.CompilerServices;

/// <summary>netstandard2.0 lacks the marker that the compiler needs for <c>init</c> and positional records.</summary>
internal static class IsExternalInit;
