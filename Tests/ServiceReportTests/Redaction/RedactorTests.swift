import NetworkValues
import Testing

@testable import ServiceReport

@Suite struct RedactorTests {
    /// A redactor that knows a few things.
    private func redactor(_ redaction: ReportRedaction) -> Redactor {
        let redactor = Redactor(redaction)
        redactor.know("ipbs3-12-34-56", as: .radio)
        redactor.know("00:01:3e:12:34:56", as: .mac)
        redactor.know("10.0.0.5", as: .address)
        redactor.know("Anna Smith", as: .user)
        redactor.know("4711", as: .user)
        redactor.know("pbx", as: .host)
        redactor.know("Lobby", as: .place)
        return redactor
    }

    @Test func `without redaction a text stays as it is`() {
        let text = "Anna Smith at 10.0.0.5, 00:01:3e:12:34:56"
        #expect(redactor(.none).shown(text, .text) == text)
    }

    @Test(arguments: [
        ("from 10.0.0.5:5060", "from address-1:5060"), ("10.0.0.0/8 and 10.0.0.5", "address-2/8 and address-1"),
        ("[2001:db8::1]:514", "[address-2]:514"), ("2001:db8::1.", "address-2."), ("at 10.0.0.5.", "at address-1."),
        ("::ffff:10.0.0.5", "address-1"), ("fe80::1%eth0", "address-2%eth0"), ("v10.0.0.5x", "vaddress-1x"),
        ("mac 00:01:3e:12:34:56", "mac mac-1"), ("00-01-3E-12-34-56", "mac-1"), ("0001.3e12.3456", "mac-1"),
        ("00013e123456", "mac-1"), ("x00013e123456y", "xmac-1y"), ("0x80001f880300013e123456", "0xhex-1"),
        ("aa:bb:cc:dd:ee:ff:11:22", "hex-1"), ("rfpi 90fb1a2b3c", "rfpi rfpi-1"),
        ("ipei 00077 0123456", "ipei 00077 0123456"), ("ipei 000770123456", "ipei ipei-1"),
        ("the radio IPBS3-12-34-56 is lost", "the radio radio-1 is lost"), ("ipbs2-aa-bb-cc", "radio-2"),
        ("1.3.6.1.2.1.4.20.1.1.10.0.0.5", "1.3.6.1.2.1.4.20.1.1.address-1"), ("10.0.0.5.161", "address-1.161"),
        ("127.0.0.1, ::1 and 0.0.0.0", "127.0.0.1, ::1 and 0.0.0.0"), ("255.255.255.0", "255.255.255.0"),
        ("at 08:12:33 version 12.1.5", "at 08:12:33 version 12.1.5"), ("fault 0x000c0101", "fault 0x000c0101"),
        ("Anna Smith of 4711", "Anna Smith of 4711"), ("0.0.0.0:514", "0.0.0.0:514"), ("", ""),
        ("ä 10.0.0.5 ö", "ä address-1 ö"),
    ])
    func `addresses in a text get stand-ins`(text: String, shown: String) {
        #expect(redactor(.addresses).shown(text, .text) == shown)
    }

    @Test(arguments: [
        ("anna smith of 4711 called 14711", "user-1 of user-2 called 14711"),
        ("at pbx in the LOBBY", "at host-1 in the place-1"),
        ("sip:4711@pbx.example.com", "sip:user-2@host-2"), ("bob@10.0.0.5", "user-3@address-1"),
        ("see store.example.net.", "see host-2."), ("a.b", "a.b"),
        ("10.0.0.5 version 1.2.3", "address-1 version 1.2.3"),
    ])
    func `names in a text get stand-ins`(text: String, shown: String) {
        #expect(redactor(.names).shown(text, .text) == shown)
    }

    @Test func `the same thing has the same stand-in in a field and in a text`() {
        let redactor = redactor(.names)
        #expect(redactor.shown("ipbs3-12-34-56", .radio) == "radio-1")
        #expect(redactor.shown("00:01:3E:12:34:56", .mac) == "mac-1")
        #expect(redactor.shown("10.0.0.5/24", .address) == "address-1/24")
        #expect(redactor.shown("Anna Smith", .user) == "user-1")
        #expect(redactor.shown("https://pbx:8443/anna?x=1", .url) == "https://host-1:8443/name-1")
        #expect(redactor.shown("10.0.0.5:514", .host) == "address-1:514")
        #expect(redactor.shown("pbx:514", .host) == "host-1:514")
    }

    @Test func `a stand-in is not mistaken for a name that somebody gave`() {
        let redactor = Redactor(.names)
        redactor.know("device-1", as: .device)
        #expect(redactor.shown("device-1", .device) == "device-2")
        #expect(redactor.shown("said by device-1", .text) == "said by device-2")
    }

    @Test func `a device that is no radio is a host`() {
        let redactor = redactor(.addresses)
        #expect(redactor.shown("pbx", .radio) == "pbx")
        #expect(self.redactor(.names).shown("pbx", .radio) == "host-1")
    }

    @Test func `people whom the log names are users`() {
        let redactor = redactor(.names)
        redactor.know(namesIn: "log-in of Bob Jones from 10.0.0.9 over HTTPS was refused: the password is wrong")
        redactor.know(namesIn: "SNMP0 /contact was changed from \"Old Tower\" to \"b\" (by carla)")
        #expect(redactor.shown("Carla and bob jones in the old tower", .text) == "user-4 and user-3 in the name-1")
    }

    @Test func `settings keep their form`() {
        let text = """
            # for Anna Smith
            config change SNMP0 /enable /contact "Anna Smith" /location Lobby /community ********
            config change LOG0-SERVER1 /address 10.0.0.5 /port 514 /name pbx
            """
        let shown = redactor(.names).shownSettings(text)
        #expect(
            shown == """
                # for user-1
                config change SNMP0 /enable /contact user-1 /location place-1 /community ********
                config change LOG0-SERVER1 /address address-1 /port 514 /name name-1

                """)
    }
}
