import HTTPTypes
import WebServer

/// What can be done on the page of certificates.
enum CertificateActions {
    static let all = device + trust + rejected + revocations

    private static let page = "/certificates"

    // MARK: The device's own

    private static let device = [
        PageAction("/certificates/device/self-signed", right: "settings") { visit in
            try await visit.api.send(.post, "certificates/device/self-signed", try content(visit))
            return .done(page, notice: "The new certificate is in use.")
        },
        PageAction("/certificates/device/request", right: "settings") { visit in
            try await visit.api.send(.post, "certificates/device/request", try content(visit))
            return .done(page, notice: "The signing request is made. Download it and send it to the authority.")
        },
        PageAction("/certificates/device/request/discard", right: "settings") { visit in
            try await visit.api.send(.delete, "certificates/device/request")
            return .done(page, notice: "The signing request is discarded.")
        },
        PageAction("/certificates/device/upload", right: "settings") { visit in
            try await send(visit, "certificates/device/certificate")
            return .done(page, notice: "The signed certificate is in use.")
        },
        PageAction("/certificates/device/pkcs12", right: "settings") { visit in
            try await send(visit, "certificates/device/pkcs12")
            return .done(page, notice: "The imported certificate is in use.")
        },
        PageAction("/certificates/device/restore", right: "settings") { visit in
            try await visit.api.send(.delete, "certificates/device")
            return .done(page, notice: "The device's first certificate is in use again.")
        },
    ]

    /// What a new certificate shall say, without what was left empty.
    private static func content(_ visit: PageVisit) throws -> PageValue {
        var content: PageValue = [:]
        for name in CertificateForms.texts.map(\.0) + ["key", "signature"] {
            if let text = visit.form[name], !text.isEmpty { content[name] = .text(text) }
        }
        if content["commonName"] == .none { content["commonName"] = "" }
        if let text = visit.form["validityYears"], !text.isEmpty {
            guard let years = Int64(text) else {
                throw Problem(
                    status: 422, title: "Refused", detail: "expected a number of years from 1 to 50, got \(text)")
            }
            content["validityYears"] = .integer(years)
        }
        return content
    }

    // MARK: Others

    private static let trust = [
        PageAction("/certificates/trusted", right: "settings") { visit in
            .done(page, notice: trusted(try await send(visit, "certificates/trusted")))
        },
        PageAction("/certificates/trusted/{fingerprint}/remove", right: "settings") { visit in
            try await visit.api.send(.delete, "certificates/trusted/\(visit.component("fingerprint"))")
            return .done(page, notice: "The certificate is trusted no more.")
        },
        PageAction("/certificates/trusted-clear", right: "settings") { visit in
            try await visit.api.send(.delete, "certificates/trusted")
            return .done(page, notice: "No certificate is trusted any more.")
        },
    ]

    private static let rejected = [
        PageAction("/certificates/rejected/{id}/trust", right: "settings") { visit in
            let index = PageFormat.pathComponent(visit.form["certificate"] ?? "0")
            let change = try await visit.api.send(
                .post, "certificates/rejected/\(visit.component("id"))/trust?certificate=\(index)")
            return .done(page, notice: trusted(change))
        },
        PageAction("/certificates/rejected/clear", right: "settings") { visit in
            try await visit.api.send(.delete, "certificates/rejected")
            return .done(page, notice: "The rejected chains are discarded.")
        },
    ]

    private static let revocations = [
        PageAction("/certificates/revocations", right: "settings") { visit in
            let change = try await send(visit, "certificates/revocations")
            let issuers = change["added"].elements.compactMap { $0["issuer"].text }.joined(separator: "; ")
            return .done(
                page, notice: issuers.isEmpty ? "All of them were there before." : "Taken: the list of \(issuers).")
        },
        PageAction("/certificates/revocations-clear", right: "settings") { visit in
            try await visit.api.send(.delete, "certificates/revocations")
            return .done(page, notice: "The revocation lists are discarded.")
        },
    ]

    // MARK: Means

    /// Sends the file of a form with its password, which goes in a header.
    @discardableResult
    private static func send(_ visit: PageVisit, _ path: String) async throws -> PageValue {
        guard let file = visit.form.files["file"], !file.isEmpty else {
            throw Problem(status: 422, title: "No file", detail: "choose a file first", field: "file")
        }
        var headers: HTTPFields = [:]
        if let password = visit.form.exact("password"), !password.isEmpty, let name = HTTPField.Name("X-Password") {
            headers[name] = PageFormat.pathComponent(password)
        }
        return try await visit.api.send(.post, path, type: "application/octet-stream", file, headers: headers)
    }

    private static func trusted(_ change: PageValue) -> String {
        let names = change["added"].elements.compactMap { $0["subject"].text }
        guard !names.isEmpty else { return "Everything in it was trusted before." }
        let more = names.count > 5 ? " and \(names.count - 5) more" : ""
        return "Trusted now: \(names.prefix(5).joined(separator: "; "))\(more)."
    }
}
