namespace Chatbot.Chat.Files;

internal static class FilesModule
{
    public static void AddFiles(this IHostApplicationBuilder builder)
    {
        builder.AddAzureBlobServiceClient("blobs");
        builder.Services.AddOptions<FilesOptions>().BindConfiguration("Files").ValidateDataAnnotations().ValidateOnStart();
        builder.Services.AddSingleton<FileBlobs>();
        builder.Services.AddSingleton<PdfText>();
        builder.Services.AddSingleton<PromptFiles>();
        builder.Services.AddSingleton<UnusedFiles>();
        builder.Services.AddScoped<FileAllowance>();
        builder.Services.AddScoped<AttachedFiles>();
        builder.Services.AddHostedService<FileSweep>();
    }
}
