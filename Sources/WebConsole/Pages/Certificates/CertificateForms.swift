import NetworkValues

/// The forms of the page of certificates, and what one certificate shows.
enum CertificateForms {
    static let certificate = """
        <dl class="facts"><dt>Subject</dt><dd>{{subject}}</dd><dt>Issuer</dt><dd>{{issuer}}{{#isSelfSigned}} (itself){{/isSelfSigned}}</dd>
        <dt>Valid</dt><dd>{{time(notBefore)}} to {{time(notAfter)}} UTC{{#isExpired}} <span class="badge error">expired</span>{{/isExpired}}</dd>
        {{#hasNames}}<dt>Names</dt><dd>{{#names}}{{.}} {{/names}}{{#addresses}}{{.}} {{/addresses}}{{#users}}{{.}} {{/users}}</dd>{{/hasNames}}
        <dt>Key</dt><dd>{{key}}</dd><dt>Signature</dt><dd>{{signature}}</dd>
        <dt>Serial</dt><dd class="fingerprint">{{serial}}</dd><dt>SHA-256</dt><dd class="fingerprint">{{fingerprint}}</dd></dl>
        """

    /// A certificate or a revocation list with what templates ask of it.
    static func shown(_ value: PageValue, at now: Timestamp) -> PageValue {
        let end = value["notAfter"].text ?? value["nextUpdate"].text
        let names = ["names", "addresses", "users"].flatMap { value[$0].elements }
        // RFC 3339 in UTC sorts as text.
        return value.adding([
            "isExpired": .flag(end.map { $0.prefix(19) < "\(now)".prefix(19) } ?? false),
            "hasNames": .flag(!names.isEmpty),
        ])
    }

    static let device = """
        <details class="do" id="self-signed"{{#open.self-signed}} open{{/open.self-signed}}><summary>Make a self-signed one</summary>
        <form method="post" action="/certificates/device/self-signed" data-ask="Replace the device's certificate? Browsers and other systems will see a new one.">{{>csrf}}
        {{#made}}\(subject("s", hasYears: true)){{/made}}
        <div class="actions"><button>Make and use</button></div></form></details>
        <details class="do" id="request"{{#open.request}} open{{/open.request}}><summary>Have it signed by an authority</summary>
        {{#request}}<p>A signing request waits: {{subject}}.</p>
        <p class="row"><a href="/api/v1/certificates/device/request.pem" download="request.pem">Download the request as PEM</a>
        <a href="/api/v1/certificates/device/request.der" download="request.der">as DER</a></p>
        <form method="post" action="/certificates/device/upload" enctype="multipart/form-data" data-ask="Replace the device's certificate?">{{>csrf}}
        <div class="field"><label for="signed">Answer of the authority</label><div class="control"><input id="signed" type="file" name="file" required>
        <p class="help">PEM, DER or PKCS #7.</p></div></div>
        <div class="actions"><button>Take it and use it</button></div></form>
        <form method="post" action="/certificates/device/request/discard" data-ask="Discard the request and its key? An answer to it cannot be used then.">{{>csrf}}
        <div class="actions"><button class="danger">Discard the request</button></div></form>
        <p>A new request takes the place of this one.</p>{{/request}}
        <form method="post" action="/certificates/device/request">{{>csrf}}
        {{#made}}\(subject("r", hasYears: false)){{/made}}
        <div class="actions"><button>Make a request</button></div></form></details>
        <details class="do" id="pkcs12"{{#open.pkcs12}} open{{/open.pkcs12}}><summary>Import it with its key (PKCS #12)</summary>
        <form method="post" action="/certificates/device/pkcs12" enctype="multipart/form-data" data-ask="Replace the device's certificate and key?">{{>csrf}}
        <div class="field"><label for="p12">File</label><div class="control"><input id="p12" type="file" name="file" required></div></div>
        <div class="field"><label for="p12-password">Password of the file</label><div class="control"><input id="p12-password" type="password" name="password" autocomplete="off" maxlength="1024"></div></div>
        <div class="actions"><button>Import and use</button></div></form></details>
        <form method="post" action="/certificates/device/restore" data-ask="Use the certificate again that the device made by itself?">{{>csrf}}
        <div class="actions"><button class="danger">Back to the device's first one</button></div></form>
        """

    static let trust = """
        <details class="do" id="trust"{{#open.trust}} open{{/open.trust}}><summary>Trust the certificates of a file</summary>
        <form method="post" action="/certificates/trusted" enctype="multipart/form-data" class="card">{{>csrf}}
        <div class="field"><label for="trust-file">File</label><div class="control"><input id="trust-file" type="file" name="file" required>
        <p class="help">PEM, DER, PKCS #7 or PKCS #12.</p></div></div>
        <div class="field"><label for="trust-password">Password of the file</label><div class="control"><input id="trust-password" type="password" name="password" autocomplete="off" maxlength="1024">
        <p class="help">For PKCS #12 only.</p></div></div>
        <div class="actions"><button>Trust them</button></div></form></details>
        {{#hasTrusted}}<form method="post" action="/certificates/trusted-clear" data-ask="Trust no certificate any more?">{{>csrf}}
        <div class="actions"><button class="danger">Remove them all</button></div></form>{{/hasTrusted}}
        """

    static let revocations = """
        <details class="do" id="crl"{{#open.crl}} open{{/open.crl}}><summary>Import revocation lists</summary>
        <form method="post" action="/certificates/revocations" enctype="multipart/form-data" class="card">{{>csrf}}
        <p>Behind its end a list makes the certificates of its issuer refused until a new one is imported.</p>
        <div class="field"><label for="crl-file">File</label><div class="control"><input id="crl-file" type="file" name="file" required><p class="help">PEM or DER.</p></div></div>
        <div class="actions"><button>Import</button></div></form></details>
        {{#hasRevocations}}<form method="post" action="/certificates/revocations-clear" data-ask="Discard the revocation lists? Nothing counts as revoked then.">{{>csrf}}
        <div class="actions"><button class="danger">Discard them all</button></div></form>{{/hasRevocations}}
        """

    /// The fields of what a new certificate says, with a letter that makes their IDs their own.
    private static func subject(_ mark: String, hasYears: Bool) -> String {
        let years = """
            <div class="field"><label for="\(mark)-years">Valid for years</label><div class="control"><input id="\(mark)-years" name="validityYears" type="number" min="1" max="50" value="{{validityYears}}" placeholder="10"></div></div>
            """
        return texts.map { name, label, help in
            """
            <div class="field"><label for="\(mark)-\(name)">\(label)</label><div class="control"><input id="\(mark)-\(name)" name="\(name)" value="{{\(name)}}" autocomplete="off"\(name == "commonName" ? " required" : "")>\
            \(help.isEmpty ? "" : "<p class=\"help\">\(help)</p>")</div></div>
            """
        }.joined(separator: "\n")
            + """

            <div class="field"><label for="\(mark)-key">Key</label><div class="control"><select id="\(mark)-key" name="key">{{#keys}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/keys}}</select></div></div>
            <div class="field"><label for="\(mark)-signature">Digest</label><div class="control"><select id="\(mark)-signature" name="signature">{{#signatures}}<option{{#isChosen}} selected{{/isChosen}}>{{name}}</option>{{/signatures}}</select></div></div>
            """ + (hasYears ? years : "")
    }

    /// The fields of a subject: name, label, help.
    static let texts = [
        ("commonName", "Common name", "The device's domain name or address."),
        ("dnsName", "Further names", "Domain names and addresses, parted by commas."),
        ("organization", "Organization", ""), ("organizationalUnit", "Unit", ""), ("locality", "Town", ""),
        ("state", "State or province", ""), ("country", "Country", "Two letters."),
    ]

    /// What the forms show: which is open, and what was typed.
    static func values(_ visit: PageVisit) -> [String: PageValue] {
        let form = visit.form
        var made: PageValue = ["validityYears": PageValue(form["validityYears"])]
        for (name, _, _) in texts { made[name] = PageValue(form[name]) }
        func choices(_ field: String, _ words: [String]) -> PageValue {
            .list(words.map { ["name": .text($0), "isChosen": .flag(form[field] == $0)] })
        }
        made["keys"] = choices("key", ["rsa-2048", "rsa-4096", "ec-p256", "reuse"])
        made["signatures"] = choices("signature", ["sha256", "sha384", "sha512"])
        let opened = ["self-signed", "request", "pkcs12", "trust", "crl"].filter { name in
            visit.refusal != nil && visit.path == place(of: name)
        }
        return ["made": made, "open": .record(Dictionary(uniqueKeysWithValues: opened.map { ($0, .flag(true)) }))]
    }

    private static func place(of form: String) -> String {
        switch form {
        case "trust": "/certificates/trusted"
        case "crl": "/certificates/revocations"
        default: "/certificates/device/\(form)"
        }
    }
}
