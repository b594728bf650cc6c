namespace Eager.Executors.CSharpWorker.Effects;

/// <summary>Which members of the framework have effects. Whatever is not listed computes.</summary>
internal static class FrameworkEffects
{
    /// <summary>
    /// Kind, type, members; the first line that fits decides. <c>*</c> stands for any end of a name, <c>$</c> behind a name asks for a text as the first argument (a path, a
    /// host), <c>+</c> for any argument. <c>open</c> is for members that take a <see cref="FileAccess"/>.
    /// </summary>
    private const string Table = """
        read      System.IO.File: Exists Get* Read* OpenRead OpenText ResolveLinkTarget
        open      System.IO.File: Open OpenHandle
        write     System.IO.File: *
        cwd       System.IO.Directory: SetCurrentDirectory
        none      System.IO.Directory: GetCurrentDirectory
        read      System.IO.Directory: Enumerate* Exists Get* ResolveLinkTarget
        write     System.IO.Directory: *
        write     System.IO.FileSystemInfo: set_* Delete CreateAsSymbolicLink
        read      System.IO.FileSystemInfo: get_Attributes get_*Time get_*TimeUtc get_LinkTarget get_UnixFileMode ResolveLinkTarget
        read      System.IO.FileInfo: get_Exists get_Length get_IsReadOnly OpenRead OpenText
        none      System.IO.FileInfo: .ctor get_* ToString
        open      System.IO.FileInfo: Open
        write     System.IO.FileInfo: *
        read      System.IO.DirectoryInfo: get_Exists Enumerate* Get*
        none      System.IO.DirectoryInfo: .ctor get_* ToString
        write     System.IO.DirectoryInfo: *
        open      System.IO.FileStream: .ctor
        write     System.IO.StreamWriter: .ctor$
        read      System.IO.StreamReader: .ctor$
        write     System.IO.Path: GetTempFileName
        read      System.IO.FileSystemWatcher: .ctor$ set_Path
        read      System.IO.DriveInfo: GetDrives
        write     System.IO.MemoryMappedFiles.MemoryMappedFile: CreateFromFile CreateOrOpen OpenExisting
        write     System.IO.IsolatedStorage.IsolatedStorageFile: *
        write     System.IO.IsolatedStorage.IsolatedStorageFileStream: .ctor
        read      System.IO.Compression.ZipFile: OpenRead
        write     System.IO.Compression.ZipFile: *
        write     System.IO.Compression.ZipFileExtensions: ExtractTo*
        read      System.IO.Compression.ZipFileExtensions: CreateEntryFromFile*
        write     System.Formats.Tar.TarFile: *
        write     System.Formats.Tar.TarEntry: ExtractToFile*
        network   System.IO.Pipes.NamedPipeServerStream: .ctor
        network   System.IO.Pipes.NamedPipeClientStream: Connect*
        write     System.Xml.XmlWriter: Create$
        read      System.Xml.XmlReader: Create$
        write     System.Xml.XmlTextWriter: .ctor$
        read      System.Xml.XmlTextReader: .ctor$
        write     System.Xml.XmlDocument: Save$
        read      System.Xml.XmlDocument: Load$
        write     System.Xml.Linq.XDocument: Save$
        read      System.Xml.Linq.XDocument: Load$
        write     System.Xml.Linq.XElement: Save$
        read      System.Xml.Linq.XElement: Load$
        write     System.Xml.Linq.XStreamingElement: Save$
        read      System.Xml.XPath.XPathDocument: .ctor$
        write     System.Data.DataSet: WriteXml$ WriteXmlSchema$
        read      System.Data.DataSet: ReadXml$ ReadXmlSchema$
        write     System.Data.DataTable: WriteXml$ WriteXmlSchema$
        read      System.Data.DataTable: ReadXml$ ReadXmlSchema$
        write     Microsoft.VisualBasic.FileIO.FileSystem: Copy* Create* Delete* Move* Rename* WriteAll* OpenTextFileWriter
        read      Microsoft.VisualBasic.FileIO.FileSystem: *
        process   Microsoft.VisualBasic.Interaction: Shell AppActivate
        write     System.Diagnostics.TextWriterTraceListener: .ctor$
        write     System.Diagnostics.XmlWriterTraceListener: .ctor$
        write     System.Diagnostics.DefaultTraceListener: set_LogFileName
        write     System.Security.Cryptography.X509Certificates.X509Store: Add Add* Remove Remove*
        cwd       System.Environment: set_CurrentDirectory
        none      System.Diagnostics.Process: set_StartInfo set_EnableRaisingEvents
        process   System.Diagnostics.Process: Start Kill CloseMainWindow set_*
        none      System.Net.Dns: GetHostName
        network   System.Net.Dns: *
        network   System.Net.Sockets.Socket: Accept* BeginAccept BeginConnect BeginSend* Bind Connect* Listen Send*
        network   System.Net.Sockets.SocketTaskExtensions: *
        network   System.Net.Sockets.TcpClient: .ctor$ BeginConnect Connect*
        network   System.Net.Sockets.TcpListener: Start Accept*
        network   System.Net.Sockets.UdpClient: .ctor+ BeginSend Connect JoinMulticastGroup Receive* Send*
        network   System.Net.Http.HttpClient: Delete* Get* Patch* Post* Put* Send*
        network   System.Net.Http.HttpMessageInvoker: Send*
        network   System.Net.Http.Json.HttpClientJsonExtensions: *
        network   System.Net.WebClient: Download* Open* Upload*
        network   System.Net.WebRequest: BeginGet* GetRequestStream* GetResponse*
        network   System.Net.HttpWebRequest: BeginGet* GetRequestStream* GetResponse*
        network   System.Net.FtpWebRequest: BeginGet* GetRequestStream* GetResponse*
        network   System.Net.FileWebRequest: BeginGet* GetRequestStream* GetResponse*
        network   System.Net.HttpListener: Start
        network   System.Net.Mail.SmtpClient: Send*
        network   System.Net.NetworkInformation.Ping: Send*
        network   System.Net.WebSockets.ClientWebSocket: Connect*
        network   System.Net.Quic.QuicConnection: Connect*
        network   System.Net.Quic.QuicListener: Listen*
        time      System.Threading.Thread: Sleep
        threads   System.Threading.Thread: Start UnsafeStart
        threads   System.Threading.ThreadPool: QueueUserWorkItem RegisterWaitForSingleObject Unsafe*
        threads   System.Threading.Timer: .ctor
        threads   System.Timers.Timer: Start set_Enabled
        threads   System.TimeProvider: CreateTimer
        time      System.Threading.PeriodicTimer: WaitForNextTickAsync
        time      System.Threading.Tasks.Task: Delay
        time      System.Threading.Tasks.TimeProviderTaskExtensions: Delay
        threads   System.Threading.Tasks.Task: Run Start
        threads   System.Threading.Tasks.TaskFactory: StartNew
        threads   System.Threading.Tasks.Parallel: *
        threads   System.Linq.ParallelEnumerable: AsParallel
        dynamic   System.Reflection.MethodBase: Invoke
        dynamic   System.Reflection.ConstructorInfo: Invoke
        dynamic   System.Reflection.MethodInfo: CreateDelegate
        dynamic   System.Reflection.MethodInvoker: Create
        dynamic   System.Reflection.ConstructorInvoker: Create
        dynamic   System.Delegate: CreateDelegate
        dynamic   System.Type: InvokeMember
        dynamic   System.Activator: CreateInstance+ CreateInstanceFrom
        dynamic   System.AppDomain: CreateInstance* ExecuteAssembly* Load
        dynamic   System.Reflection.Assembly: CreateInstance Load* UnsafeLoadFrom
        dynamic   System.Runtime.Loader.AssemblyLoadContext: Load*
        dynamic   System.RuntimeMethodHandle: GetFunctionPointer
        dynamic   System.Reflection.Emit.DynamicMethod: *
        dynamic   System.Reflection.Emit.AssemblyBuilder: *
        native    System.Runtime.InteropServices.NativeLibrary: *
        native    System.Runtime.InteropServices.Marshal: GetDelegateForFunctionPointer
        """;

    private const string None = "none";
    private const string Open = "open";

    private static readonly Dictionary<string, EffectKind> _kinds = new()
    {
        ["read"] = EffectKind.Read, ["write"] = EffectKind.Write, ["network"] = EffectKind.Network, ["process"] = EffectKind.Process, ["time"] = EffectKind.Time,
        ["threads"] = EffectKind.Threads, ["dynamic"] = EffectKind.DynamicCode, ["native"] = EffectKind.NativeCode, ["cwd"] = EffectKind.WorkingDirectory,
    };

    private static readonly ILookup<string, (string Kind, string[] Members)> _lines = Table.Split('\n').Select(Split).ToLookup(line => line.Type, line => (line.Kind, line.Members));

    private static readonly Lazy<HashSet<string>> _names = new(() => [.. _lines.SelectMany(line => line).Where(line => line.Kind != None)
        .SelectMany(line => line.Members).Select(member => member.TrimEnd('*', '$', '+')).Where(name => name.Length > 0)]);

    /// <summary>The effect of a call; null where it computes.</summary>
    public static EffectKind? Of(Call call)
    {
        foreach (var (kind, members) in _lines[call.Type.Split('`')[0]])
            if (members.Any(member => Fits(member, call)))
                return kind switch
                {
                    None => null,
                    Open => call.OpensToRead ? EffectKind.Read : EffectKind.Write,
                    _ => _kinds[kind],
                };
        return null;
    }

    /// <summary>True for a name that some member with an effect has, whatever its type: all that a late-bound call tells.</summary>
    public static bool Has(string name) => _names.Value.Contains(name);

    private static bool Fits(string member, Call call) => member[^1] switch
    {
        '*' => call.Member.StartsWith(member.AsSpan(0, member.Length - 1), StringComparison.Ordinal),
        '$' => call.TakesText && call.Member.AsSpan().SequenceEqual(member.AsSpan(0, member.Length - 1)),
        '+' => call.Parameters > 0 && call.Member.AsSpan().SequenceEqual(member.AsSpan(0, member.Length - 1)),
        _ => call.Member == member,
    };

    private static (string Kind, string Type, string[] Members) Split(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (words[0], words[1].TrimEnd(':'), words[2..]);
    }
}
