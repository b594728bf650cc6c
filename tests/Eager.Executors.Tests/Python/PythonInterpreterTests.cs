using Eager.Executions;
using Eager.Executors.Python;

namespace Eager.Executors.Tests.Python;

public sealed class PythonInterpreterTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory();
    private readonly string _python;

    public PythonInterpreterTests()
    {
        _python = Path.Combine(_folder.FullName, "python-of-test");
        File.WriteAllText(_python, "");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Option_should_win_over_the_environment() =>
        Assert.Equal(_python, PythonInterpreter.Find(_python, _ => "/bin/false"));

    [Fact]
    public void Option_should_be_found_on_the_path_when_it_is_a_name() =>
        Assert.Equal(_python, PythonInterpreter.Find("python-of-test", Environment(("PATH", $"/no/such:{_folder.FullName}"))));

    [Fact]
    public void Environment_should_win_over_the_systems_interpreter() =>
        Assert.Equal(_python, PythonInterpreter.Find(null, Environment(("EAGER_PYTHON", _python))));

    [Fact]
    public void Systems_interpreter_should_win_over_the_path()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/python3"), "this system has no /usr/bin/python3");
        Assert.Equal("/usr/bin/python3", PythonInterpreter.Find(null, Environment(("PATH", _folder.FullName))));
    }

    [Theory]
    [InlineData("/no/such/python", null, "the Python interpreter /no/such/python does not exist")]
    [InlineData("no-such-python", null, "the Python interpreter no-such-python does not exist")]
    [InlineData(null, "/no/such/python", "the Python interpreter /no/such/python that EAGER_PYTHON names does not exist")]
    public void Interpreter_should_be_refused_by_name_when_it_is_missing(string? option, string? variable, string message)
    {
        var refusal = Assert.Throws<BackendUnavailableException>(
            () => PythonInterpreter.Find(option, name => name == "EAGER_PYTHON" ? variable : "/usr/bin"));
        Assert.Equal(message, refusal.Message);
    }

    private static Func<string, string?> Environment(params (string Name, string Value)[] variables) =>
        name => variables.FirstOrDefault(variable => variable.Name == name).Value;
}
