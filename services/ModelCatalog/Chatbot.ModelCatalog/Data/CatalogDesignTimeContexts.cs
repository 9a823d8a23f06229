using Chatbot.ServiceDefaults.Data;

namespace Chatbot.ModelCatalog.Data;

internal sealed class CatalogDesignTimeContexts() : DesignTimeContexts<CatalogDbContext>(CatalogDbContext.Schema, options => new CatalogDbContext(options));
