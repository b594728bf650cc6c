using Anthropic;
using Anthropic.Models.Messages;
using Microsoft.Extensions.AI;

namespace Eager.Chat.Calls;

/// <summary>By default Anthropic holds a tool's arguments back until they are valid; a tool can ask for them as they are generated.</summary>
internal static class AnthropicTools
{
    /// <summary>The options with the tool so declared where the client is Anthropic's, else as they are.</summary>
    public static ChatOptions Streamed(ChatOptions options, CodeTool tool, IChatClient client)
    {
        if (client.GetService<IAnthropicClient>() is null)
            return options;
        var streamed = options.Clone();
        streamed.Tools = [.. options.Tools!.Select(one => ReferenceEquals(one, tool) ? Declaration(tool) : one)];
        return streamed;
    }

    private static AITool Declaration(CodeTool tool)
    {
        var schema = tool.JsonSchema.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
        ToolUnion declaration = new Tool
        {
            Name = tool.Name,
            Description = tool.Description,
            InputSchema = InputSchema.FromRawUnchecked(schema),
            EagerInputStreaming = true,
        };
        return declaration.AsAITool();
    }
}
