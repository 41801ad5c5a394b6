using DrConsole.Plans.Import;

namespace DrConsole.Plans.Edit.Contacts;

/// <summary>What the columns of a contact table are called, in the languages that plans are written in.</summary>
internal static class ContactColumns
{
    private static readonly Dictionary<string, string> Fields = Build(new(StringComparer.Ordinal)
    {
        ["name"] = "name|full name|contact|contact name|person|display name|ansprechpartner|kontakt|vollständiger name|nom|nom complet|contacto|nombre|nombre completo|nome|nome completo|contatto|referente|naam|volledige naam|contactpersoon|имя|фио|контакт|ad|ad soyad|isim|kişi|姓名|名字|联系人|名前|氏名|担当者",
        ["given"] = "first name|given name|vorname|prénom|nombre de pila|primeiro nome|voornaam|имя собственное|名",
        ["family"] = "last name|surname|family name|nachname|nom de famille|apellido|apellidos|sobrenome|apelido|cognome|achternaam|фамилия|soyad|soyadı|姓",
        ["role"] = "role|function|position|title|job title|rolle|funktion|rôle|fonction|poste|rol|función|cargo|puesto|função|papel|ruolo|funzione|functie|роль|должность|rol|görev|unvan|角色|职位|職位|役割|役職",
        ["phone"] = "phone|phone number|telephone|tel|mobile|mobile phone|cell|cell phone|work phone|business phone|home phone|telefon|telefonnummer|mobil|mobiltelefon|handy|rufnummer|téléphone|portable|teléfono|móvil|celular|telefone|telemóvel|telefono|cellulare|telefoon|telefoonnummer|mobiel|телефон|мобильный|cep|cep telefonu|电话|手机|電話|電話番号|携帯",
        ["sms"] = "sms",
        ["email"] = "email|e mail|mail|email address|e mail address|e mail adresse|mailadresse|courriel|adresse e mail|correo|correo electrónico|correio|correio eletrônico|posta elettronica|posta|e mailadres|почта|электронная почта|эл почта|eposta|e posta|邮箱|电子邮件|メール|メールアドレス",
        ["chat"] = "chat|slack|teams|signal|messenger|matrix",
        ["pager"] = "pager",
        ["web"] = "web|website|url|portal|site|webseite",
        ["company"] = "company|organisation|organization|org|vendor|firma|unternehmen|anbieter|dienstleister|société|entreprise|organisme|fournisseur|empresa|organización|proveedor|organização|fornecedor|azienda|società|fornitore|bedrijf|organisatie|leverancier|компания|организация|поставщик|şirket|kurum|tedarikçi|公司|单位|供应商|会社|組織|ベンダー",
        ["zone"] = "zone|time zone|timezone|tz|zeitzone|fuseau horaire|zona horaria|huso horario|fuso horário|fuso orario|tijdzone|часовой пояс|saat dilimi|时区|タイムゾーン",
        ["language"] = "language|sprache|langue|idioma|lingua|taal|язык|dil|语言|言語",
        ["availability"] = "availability|hours|available|verfügbarkeit|erreichbarkeit|disponibilité|disponibilidad|horario|disponibilidade|disponibilità|beschikbaarheid|доступность|uygunluk|可用时间|対応時間",
        ["contractNumber"] = "contract|contract number|contract no|customer number|vertragsnummer|kundennummer|numéro de contrat|número de contrato|numero di contratto|contractnummer|номер договора|sözleşme numarası|合同号|契約番号",
        ["supportLevel"] = "support level|support|sla|supportlevel|niveau de support|nivel de soporte|nível de suporte|livello di supporto|ondersteuningsniveau|уровень поддержки|destek seviyesi|支持级别|サポートレベル",
        ["external"] = "external|vendor or outside|extern|externe|externo|esterno|внешний|harici|外部",
        ["remark"] = "remark|remarks|note|notes|comment|comments|bemerkung|bemerkungen|notiz|kommentar|remarque|remarques|commentaire|nota|notas|observaciones|comentario|observações|osservazioni|commento|opmerking|opmerkingen|примечание|комментарий|not|açıklama|备注|備考",
    });

    /// <summary>The field that a column of that name fills; null when the name is not known.</summary>
    public static string? FieldOf(string header)
    {
        var name = Normal(header);
        return Fields.GetValueOrDefault(name) ?? Fields.GetValueOrDefault(name.TrimEnd(' ', '1', '2', '3', '4', '5', '6', '7', '8', '9'));
    }

    private static string Normal(string header) => string.Join(' ', Words.Of(header).All);

    private static Dictionary<string, string> Build(Dictionary<string, string> aliases)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (field, names) in aliases)
        {
            foreach (var name in names.Split('|'))
            {
                fields.TryAdd(Normal(name), field);
            }
        }

        return fields;
    }
}
