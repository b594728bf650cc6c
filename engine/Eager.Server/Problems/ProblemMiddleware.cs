using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Eager.Server.Problems;

/// <summary>Whatever a request fails with becomes a documented problem; one that is already being answered is cut off.</summary>
internal sealed partial class ProblemMiddleware(RequestDelegate next, ILogger<ProblemMiddleware> logger)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (context.Response.HasStarted)
        {
            if (e is not IOException)
                LogBrokenOff(e, context.Request.Path);
            context.Abort();
            return;
        }
        catch (ProblemException e)
        {
            await ProblemResponse.WriteAsync(context, e.Problem, e.Message).ConfigureAwait(false);
            return;
        }
        catch (BadHttpRequestException e)
        {
            var problem = e.StatusCode == StatusCodes.Status413PayloadTooLarge ? Problem.BodyTooLarge : Problem.InvalidRequest;
            await ProblemResponse.WriteAsync(context, problem, e.Message).ConfigureAwait(false);
            return;
        }
#pragma warning disable CA1031 // The boundary of a request.
        catch (Exception e)
#pragma warning restore CA1031
        {
            LogFailed(e, context.Request.Path);
            await ProblemResponse.WriteAsync(context, Problem.Internal, detail: null).ConfigureAwait(false);
            return;
        }

        if (context.Response.HasStarted || context.Response.ContentType is not null)
            return;
        if (context.Response.StatusCode == StatusCodes.Status404NotFound)
            await ProblemResponse.WriteAsync(context, Problem.NotFound, detail: null).ConfigureAwait(false);
        else if (context.Response.StatusCode == StatusCodes.Status405MethodNotAllowed)
            await ProblemResponse.WriteAsync(context, Problem.MethodNotAllowed, detail: null).ConfigureAwait(false);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A request to {Path} failed.")]
    private partial void LogFailed(Exception exception, string path);

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to {Path} broke off.")]
    private partial void LogBrokenOff(Exception exception, string path);
}
