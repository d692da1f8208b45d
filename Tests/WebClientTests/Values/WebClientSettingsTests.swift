import Settings
import Testing
import WebClient

@Suite struct `The settings of the web client` {
    private let schema = SettingsSchema([WebClientSettings.self, WebClientURLSettings.self])

    @Test func `check certificates unless they say otherwise`() throws {
        let document = SettingsDocument(schema: schema)
        #expect(try document.module(as: WebClientSettings.self).checksCertificate)
        let other = SettingsDocument(ConfigText("config change HTTPCLIENT0 /check-certificate off\n"), schema: schema)
        #expect(try !other.module(as: WebClientSettings.self).checksCertificate)
    }

    @Test func `give credentials to URLs`() throws {
        let document = SettingsDocument(
            ConfigText("config change HTTPCLIENT0-URL7 /url https://host/dav /user me /password word-of-mine\n"),
            schema: schema)
        let found = try document.instances(of: WebClientURLSettings.self)
        let credentials = try #require(found.first?.settings.credentials)
        #expect(found.first?.instance == 7)
        let expected = try WebURL("https://host/dav")
        #expect(credentials.prefix == expected)
        #expect(credentials.user == "me" && credentials.password.revealed == "word-of-mine")
        #expect(!"\(credentials)".contains("word-of-mine"))
    }

    @Test(arguments: ["/url host /user me", "/url http://me:secret@host /user me", "/url http://host", "/user me"])
    func `refuse what is no URL with a user`(options: String) {
        let error = #expect(throws: SettingsError.self) {
            let document = SettingsDocument(
                ConfigText("config change HTTPCLIENT0-URL1 \(options)\n"), schema: schema)
            _ = try document.instances(of: WebClientURLSettings.self)
        }
        #expect(error.map { !"\($0)".contains("secret") } == true)
    }
}
