using System.Collections;
using System.Globalization;
using System.Reflection;
using Eager.Server.Hosting;

namespace Eager.Server.Tests.Operation;

/// <summary>The document of the settings against the settings.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void Settings_should_all_be_documented_with_their_types_and_values()
    {
        var documented = File.ReadAllLines(Path.Join(Repository.Root, "docs", "settings.md"))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => string.Join('|', line.Split('|').Skip(1).Take(3).Select(cell => cell.Trim().Trim('`'))));
        Assert.Equal(Settings(new ServerOptions(), ""), documented);
    }

    private static IEnumerable<string> Settings(object options, string prefix)
    {
        foreach (var property in options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(options);
            if (value is ProxyOptions inner)
            {
                foreach (var setting in Settings(inner, $"{property.Name}:"))
                    yield return setting;
                continue;
            }

            yield return $"{prefix}{property.Name}|{TypeOf(property.PropertyType)}|{ValueOf(value)}";
        }
    }

    private static string TypeOf(Type type) =>
        type == typeof(string) ? "text"
        : type == typeof(TimeSpan) ? "time"
        : type == typeof(Uri) ? "address"
        : type == typeof(IDictionary<string, string>) ? "names and texts"
        : typeof(IEnumerable).IsAssignableFrom(type) ? "list"
        : "number";

    private static string ValueOf(object? value) => value switch
    {
        null => "none",
        string text => text,
        ICollection => "none",
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };
}
