namespace Eager.Host.Demo;

/// <summary>Shows the two arms while they run, until they are over.</summary>
internal interface IDemoView
{
    Task ShowAsync(DemoState state, Task over);
}
