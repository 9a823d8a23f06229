using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace Chatbot.Web.DataProtection;

/// <summary>Made by the framework from the type's name in the stored key, with this constructor.</summary>
internal sealed class KeyRingDecryptor(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var cipher = services.GetRequiredService<KeyRingCipher>();
        return XElement.Parse(Encoding.UTF8.GetString(cipher.Decrypt(Convert.FromBase64String(encryptedElement.Value))));
    }
}
