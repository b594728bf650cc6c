using System.Runtime.CompilerServices;

// Every type that crosses to libeager has the same layout on both sides.
[assembly: DisableRuntimeMarshalling]
