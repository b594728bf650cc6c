using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Description;

/// <summary>The interface as an OpenAPI 3.1 document, made of the routes themselves and of what stands beside them.</summary>
internal static class OpenApiDocument
{
    private const string ProblemSchema = "#/components/schemas/Problem";

    /// <summary>What any operation may be refused for.</summary>
    private static readonly Problem[] Everywhere = [Problem.ForeignOrigin, Problem.Internal];

    private static readonly Dictionary<string, (string Description, string Example)> PathParameters = new()
    {
        ["id"] = ("Id of the session, or of the call.", "ses_0123456789abcdef01234567"),
        ["execution"] = ("Id of the execution.", "exe_0123456789abcdef01234567"),
        ["path"] = ("Path of the file in the session's folder.", "data/in.csv"),
        ["rest"] = ("Rest of the address, which passes as it is.", "gpt-4.1"),
    };

    public static JsonObject Of(IEnumerable<EndpointDataSource> sources)
    {
        var paths = new JsonObject();
        foreach (var endpoint in sources.SelectMany(source => source.Endpoints).OfType<RouteEndpoint>())
        {
            if (endpoint.Metadata.GetMetadata<ApiOperation>() is not { } operation)
                continue;
            var path = PathOf(endpoint.RoutePattern.RawText!);
            var item = (JsonObject)(paths[path] ??= new JsonObject());
            foreach (var method in endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods ?? [])
                item[method.ToLowerInvariant()] = Operation(endpoint, operation);
        }

        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Eager.Actors",
                ["version"] = typeof(OpenApiDocument).Assembly.GetName().Version?.ToString(3),
                ["description"] = "Takes code while it is written, and gives events as they happen.",
            },
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["schemas"] = new JsonObject { ["Problem"] = Problems() },
                ["securitySchemes"] = new JsonObject
                {
                    ["bearer"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
                    ["header"] = new JsonObject { ["type"] = "apiKey", ["in"] = "header", ["name"] = "X-Api-Key" },
                },
            },
        };
    }

    /// <summary>A route's pattern in the document's spelling.</summary>
    public static string PathOf(string pattern) => pattern.Replace("{**", "{", StringComparison.Ordinal);

    private static JsonObject Operation(RouteEndpoint endpoint, ApiOperation operation)
    {
        var described = new JsonObject { ["summary"] = operation.Summary, ["parameters"] = Parameters(endpoint, operation) };
        if (operation.Requests.Count > 0)
            described["requestBody"] = new JsonObject { ["content"] = Content(operation.Requests) };
        var responses = new JsonObject();
        foreach (var answer in operation.Answers)
        {
            var response = new JsonObject { ["description"] = answer.Description };
            if (answer.Contents.Count > 0)
                response["content"] = Content(answer.Contents);
            responses[$"{answer.Status}"] = response;
        }

        Problem[] key = operation.NeedsKey ? [Problem.KeyRequired] : [];
        foreach (var status in operation.Problems.Concat(key).Concat(Everywhere).Distinct().GroupBy(problem => problem.Status).OrderBy(group => group.Key))
            responses[$"{status.Key}"] = Refusal([.. status]);
        described["responses"] = responses;
        if (operation.NeedsKey)
            described["security"] = new JsonArray(new JsonObject { ["bearer"] = new JsonArray() }, new JsonObject { ["header"] = new JsonArray() });
        return described;
    }

    private static JsonArray Parameters(RouteEndpoint endpoint, ApiOperation operation)
    {
        var parameters = new JsonArray();
        foreach (var parameter in endpoint.RoutePattern.Parameters)
        {
            var (description, example) = PathParameters[parameter.Name];
            parameters.Add(new JsonObject
            {
                ["name"] = parameter.Name, ["in"] = "path", ["required"] = true, ["description"] = description,
                ["schema"] = new JsonObject { ["type"] = "string" }, ["example"] = example,
            });
        }

        foreach (var parameter in operation.Parameters)
        {
            var example = JsonSerializer.SerializeToNode(parameter.Example);
            parameters.Add(new JsonObject
            {
                ["name"] = parameter.Name, ["in"] = parameter.IsHeader ? "header" : "query", ["description"] = parameter.Description,
                ["schema"] = SchemaOf(example), ["example"] = example?.DeepClone(),
            });
        }

        return parameters;
    }

    private static JsonObject Content(IEnumerable<ApiContent> contents)
    {
        var content = new JsonObject();
        foreach (var one in contents)
        {
            var isJson = one.MediaType == "application/json";
            var example = isJson ? JsonNode.Parse(one.Example) : JsonValue.Create(one.Example);
            content[one.MediaType] = new JsonObject
            {
                ["schema"] = one.Type is { } type ? RequestJson.Options.GetJsonSchemaAsNode(type) : SchemaOf(example),
                ["example"] = example,
            };
        }

        return content;
    }

    private static JsonObject Refusal(IReadOnlyList<Problem> problems) => new()
    {
        ["description"] = string.Join(" ", problems.Select(problem => problem.Title)),
        ["content"] = new JsonObject
        {
            ["application/problem+json"] = new JsonObject
            {
                ["schema"] = new JsonObject { ["$ref"] = ProblemSchema },
                ["example"] = new JsonObject { ["type"] = problems[0].Type, ["title"] = problems[0].Title, ["status"] = problems[0].Status },
            },
        },
    };

    private static JsonObject Problems() => new()
    {
        ["type"] = "object",
        ["required"] = new JsonArray("type", "title", "status"),
        ["properties"] = new JsonObject
        {
            ["type"] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. Problem.All.Select(problem => JsonValue.Create(problem.Type))]) },
            ["title"] = new JsonObject { ["type"] = "string" },
            ["status"] = new JsonObject { ["type"] = "integer" },
            ["detail"] = new JsonObject { ["type"] = "string" },
            ["instance"] = new JsonObject { ["type"] = "string" },
        },
    };

    /// <summary>The schema that an example shows; what is null in it may be anything.</summary>
    private static JsonObject SchemaOf(JsonNode? example) => example switch
    {
        JsonObject members => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(members.Select(member => KeyValuePair.Create(member.Key, (JsonNode?)SchemaOf(member.Value)))),
        },
        JsonArray items => items.Count == 0 ? new JsonObject { ["type"] = "array" } : new JsonObject { ["type"] = "array", ["items"] = SchemaOf(items[0]) },
        JsonValue value => value.GetValueKind() switch
        {
            JsonValueKind.True or JsonValueKind.False => new JsonObject { ["type"] = "boolean" },
            JsonValueKind.Number => new JsonObject { ["type"] = "number" },
            _ => new JsonObject { ["type"] = "string" },
        },
        _ => [],
    };
}
