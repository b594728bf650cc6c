using Eager.Generators.Analysis;
using Eager.Generators.Attributes;
using Eager.Generators.Models;
using Eager.Generators.Output;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Eager.Generators;

/// <summary>
/// Writes <c>OnReceive</c> of every class marked <c>[Actor]</c>: one type switch over its protocol's messages. Findings travel apart from
/// models, so that an edit which only moves text rewrites nothing.
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ActorDispatchGenerator : IIncrementalGenerator
{
    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        context.RegisterPostInitializationOutput(DispatchAttributes.Emit);

        var actors = context.SyntaxProvider
            .ForAttributeWithMetadataName(DispatchAttributes.Actor, IsType, ActorAnalyzer.Analyze)
            .WithTrackingName(TrackingNames.Actors);
        var models = actors
            .SelectMany(static (analysis, _) => analysis.Models)
            .WithTrackingName(TrackingNames.Models);
        var actorFindings = actors
            .SelectMany(static (analysis, _) => analysis.Findings)
            .WithTrackingName(TrackingNames.ActorFindings);
        var protocolFindings = context.SyntaxProvider
            .ForAttributeWithMetadataName(DispatchAttributes.ActorProtocol, IsType, ProtocolAnalyzer.Analyze)
            .SelectMany(static (findings, _) => findings)
            .WithTrackingName(TrackingNames.ProtocolFindings);
        var strayHandlers = context.SyntaxProvider
            .ForAttributeWithMetadataName(DispatchAttributes.Handles, IsMethod, StrayHandlerAnalyzer.Analyze)
            .SelectMany(static (findings, _) => findings)
            .WithTrackingName(TrackingNames.StrayHandlers);

        context.RegisterSourceOutput(models, DispatchWriter.Write);
        context.RegisterSourceOutput(actorFindings, Report);
        context.RegisterSourceOutput(protocolFindings, Report);
        context.RegisterSourceOutput(strayHandlers, Report);
    }

    private static bool IsType(SyntaxNode node, CancellationToken cancellationToken) => node is TypeDeclarationSyntax;

    private static bool IsMethod(SyntaxNode node, CancellationToken cancellationToken) => node is MethodDeclarationSyntax;

    private static void Report(SourceProductionContext context, Finding finding) => context.ReportDiagnostic(finding.ToDiagnostic());
}
