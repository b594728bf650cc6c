using Eager.Server.Description;
using Eager.Server.Hosting;
using Eager.Server.Problems;
using Eager.Server.Sessions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Eager.Server.Files;

/// <summary><c>/v1/sessions/{id}/files</c>.</summary>
internal sealed class FileEndpoints(SessionRegistry sessions, ServerOptions options)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/sessions/{id}/files", ListAsync).Describe(FileOperations.List);
        routes.MapGet("/v1/sessions/{id}/files/{**path}", GetAsync).Describe(FileOperations.Get);
        routes.MapPut("/v1/sessions/{id}/files/{**path}", PutAsync).Describe(FileOperations.Put);
        routes.MapDelete("/v1/sessions/{id}/files/{**path}", DeleteAsync).Describe(FileOperations.Delete);
    }

    private static string PathOf(HttpContext context) => context.Request.RouteValues["path"] as string ?? "";

    private Task ListAsync(HttpContext context)
    {
        var files = FolderSnapshot.FilesOf(Session(context).Folder);
        return RequestJson.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteStartObject();
            json.WriteStartArray("files");
            foreach (var (path, size, changed) in files)
            {
                json.WriteStartObject();
                json.WriteString("path", path);
                json.WriteNumber("size", size);
                json.WriteString("changed", changed);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        });
    }

    private async Task GetAsync(HttpContext context)
    {
        var file = new SessionFolder(Session(context).Folder).OpenRead(PathOf(context));
        await using (file.ConfigureAwait(false))
        {
            // Never a type that a browser would run on our origin.
            context.Response.ContentType = "application/octet-stream";
            context.Response.Headers.ContentDisposition = "attachment";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            await file.CopyToAsync(context.Response.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }

    private async Task PutAsync(HttpContext context)
    {
        await Session(context).SettleAsync().ConfigureAwait(false);
        var session = IdleSession(context);
        RequestJson.LimitBody(context, options.MaxFileBytes);
        var staged = Path.Join(Path.GetDirectoryName(session.Folder), $"upload-{Guid.NewGuid():N}");
        try
        {
            var file = File.Create(staged);
            await using (file.ConfigureAwait(false))
                await context.Request.Body.CopyToAsync(file, context.RequestAborted).ConfigureAwait(false);
            session = IdleSession(context);
            File.Move(staged, new SessionFolder(session.Folder).PlaceFor(PathOf(context)), overwrite: true);
        }
        finally
        {
            File.Delete(staged);
        }

        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task DeleteAsync(HttpContext context)
    {
        await Session(context).SettleAsync().ConfigureAwait(false);
        new SessionFolder(IdleSession(context).Folder).Delete(PathOf(context));
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private ServerSession IdleSession(HttpContext context)
    {
        var session = Session(context);
        return session.Current is null ? session : throw Problem.SessionBusy.With("files are changed between executions");
    }

    private ServerSession Session(HttpContext context) => sessions.Find(context.Request.RouteValues["id"] as string ?? "");
}
