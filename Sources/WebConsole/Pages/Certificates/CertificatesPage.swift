/// Certificates (manual 4.1.10): the device's own, whom it trusts, what it rejected, and what is revoked.
struct CertificatesPage: ConsolePage {
    let path = "/certificates"

    var template: String {
        """
        <h1>TLS and certificates</h1>
        <p>Which versions and ciphers of TLS are taken is in <a href="/settings/TLS0">TLS0</a>; what the web server asks of
        browsers in <a href="/settings/HTTP0-ACCESS">HTTP0-ACCESS</a>.</p>
        {{>problem}}
        <section><h2 id="device">The device's certificate</h2>
        <div class="columns"><div class="card">
        <p><span class="badge">{{words(device.kind)}}</span></p>
        {{#chain}}{{#isSigner}}<h3>Signed by</h3>{{/isSigner}}{{>certificate}}{{/chain}}
        <p class="row"><a href="/api/v1/certificates/device.pem" download="device.pem">Download as PEM</a>
        <a href="/api/v1/certificates/device.der" download="device.der">as DER</a></p>
        </div>
        {{#viewer.may.settings}}<div class="card"><h3>Replace it</h3>
        \(CertificateForms.device)
        </div>{{/viewer.may.settings}}</div></section>
        <section><h2 id="trusted">Trusted certificates</h2>
        <p>Servers and clients must show a certificate from one of these. <a href="/api/v1/certificates/trusted.pem" download="trusted.pem">Download all as PEM</a></p>
        <div class="scroll" tabindex="0" role="region" aria-label="Trusted certificates"><table>
        <thead><tr><th scope="col">Certificate</th><th scope="col">Valid until</th><th scope="col">Key</th><th scope="col">SHA-256</th>{{#viewer.may.settings}}<th scope="col">Remove</th>{{/viewer.may.settings}}</tr></thead>
        <tbody>{{#trusted}}<tr><th scope="row"><a href="/certificates/{{path(fingerprint)}}">{{subject}}</a>{{#isAuthority}} <span class="badge">authority</span>{{/isAuthority}}<br><small>issued by {{issuer}}</small></th>
        <td class="nowrap">{{date(notAfter)}}{{#isExpired}} <span class="badge error">expired</span>{{/isExpired}}</td><td>{{key}}</td><td class="fingerprint">{{fingerprint}}</td>
        {{#viewer.may.settings}}<td><form class="inline" method="post" action="/certificates/trusted/{{path(fingerprint)}}/remove" data-ask="Trust {{subject}} no more?">{{>csrf}}
        <button class="danger small">Remove<span class="hidden"> {{subject}}</span></button></form></td>{{/viewer.may.settings}}</tr>{{/trusted}}
        {{^trusted}}<tr><td colspan="5">No certificate is trusted.</td></tr>{{/trusted}}</tbody></table></div>
        {{#viewer.may.settings}}
        \(CertificateForms.trust)
        {{/viewer.may.settings}}</section>
        <section><h2 id="rejected">Rejected certificates</h2>
        {{#rejected}}<details class="card" id="rejected-{{id}}"><summary><strong>{{peer}}</strong> for {{purpose}}: {{reason}}
        <small>{{count}}×, last {{ago(lastSeen)}}{{#code}}, <a href="/faults/{{code}}"><code>{{code}}</code></a>{{/code}}</small></summary>
        {{#chain}}<div>{{>certificate}}
        {{#viewer.may.settings}}<form method="post" action="/certificates/rejected/{{id}}/trust" data-ask="Trust {{subject}}? Compare its fingerprint with what its owner says first.">{{>csrf}}
        <input type="hidden" name="certificate" value="{{index}}"><div class="actions"><button class="quiet">Trust this certificate<span class="hidden"> of {{subject}}</span></button></div></form>{{/viewer.may.settings}}</div>{{/chain}}
        </details>{{/rejected}}
        {{^rejected}}<p>No certificate was rejected.</p>{{/rejected}}
        {{#hasRejected}}{{#viewer.may.settings}}<form method="post" action="/certificates/rejected/clear" data-ask="Discard all rejected chains?">{{>csrf}}
        <div class="actions"><button class="danger">Discard them all</button></div></form>{{/viewer.may.settings}}{{/hasRejected}}</section>
        <section><h2 id="revocations">Revocation lists</h2>
        <div class="scroll" tabindex="0" role="region" aria-label="Revocation lists"><table>
        <thead><tr><th scope="col">Issuer</th><th scope="col">Issued</th><th scope="col">Valid until</th><th scope="col">Revoked</th><th scope="col">SHA-256</th></tr></thead>
        <tbody>{{#revocations}}<tr><th scope="row">{{issuer}}</th><td class="nowrap">{{time(thisUpdate)}}</td><td class="nowrap">{{time(nextUpdate)}}{{^nextUpdate}}does not say{{/nextUpdate}}{{#isExpired}} <span class="badge error">out of date</span>{{/isExpired}}</td>
        <td class="right">{{grouped(revoked)}}</td><td class="fingerprint">{{fingerprint}}</td></tr>{{/revocations}}
        {{^revocations}}<tr><td colspan="5">There is no revocation list.</td></tr>{{/revocations}}</tbody></table></div>
        {{#viewer.may.settings}}
        \(CertificateForms.revocations)
        {{/viewer.may.settings}}</section>
        """
    }

    var parts: [String: String] { ["certificate": CertificateForms.certificate] }

    var actions: [PageAction] { CertificateActions.all }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let device = try await visit.api.get("certificates/device")
        let trusted = try await visit.api.get("certificates/trusted").elements
        let rejected = try await visit.api.get("certificates/rejected").elements
        let revocations = try await visit.api.get("certificates/revocations").elements
        func marked(_ certificate: PageValue) -> PageValue { CertificateForms.shown(certificate, at: visit.now) }
        let chain = device["chain"].elements.enumerated().map { index, certificate in
            marked(certificate).adding(["isSigner": .flag(index == 1)])
        }
        let chains = rejected.map { rejection in
            let chain = rejection["chain"].elements.enumerated().map { index, certificate in
                marked(certificate).adding(["index": .integer(Int64(index))])
            }
            return rejection.adding(["chain": .list(chain)])
        }
        var values: PageValue = [
            "device": device, "chain": .list(chain), "request": device["request"],
            "trusted": .list(trusted.map(marked)), "hasTrusted": .flag(!trusted.isEmpty),
            "rejected": .list(chains), "hasRejected": .flag(!rejected.isEmpty),
            "revocations": .list(revocations.map(marked)),
            "hasRevocations": .flag(!revocations.isEmpty),
        ]
        values = values.adding(CertificateForms.values(visit))
        return PageContent("TLS and certificates", values)
    }
}

/// A trusted certificate with all that it says.
struct CertificatePage: ConsolePage {
    let path = "/certificates/{fingerprint}"
    let template = """
        <p><a href="/certificates">TLS and certificates</a></p>
        <h1>{{certificate.subject}}</h1>
        <div class="card">{{#certificate}}{{>certificate}}{{/certificate}}
        <p class="row"><a href="/api/v1/certificates/trusted/{{path(certificate.fingerprint)}}.pem" download="certificate.pem">Download as PEM</a>
        <a href="/api/v1/certificates/trusted/{{path(certificate.fingerprint)}}.der" download="certificate.der">as DER</a></p></div>
        """

    var parts: [String: String] { ["certificate": CertificateForms.certificate] }

    func content(_ visit: PageVisit) async throws -> PageContent {
        let certificate = try await visit.api.get("certificates/trusted/\(visit.component("fingerprint"))")
        return PageContent("Certificate", ["certificate": CertificateForms.shown(certificate, at: visit.now)])
    }
}
