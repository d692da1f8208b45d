import Foundation

/// An authority of one test and the certificates that it issues, made by openssl, as files of a folder that goes with this
/// object: `name.pem` is a certificate, `name.key` its key, `ca.pem` the authority.
public final class TestCertificates: Sendable {
    /// The folder.
    public let path: String

    /// Makes the folder and the authority.
    public init() throws {
        path = NSTemporaryDirectory() + "ipdect-eap-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        try openssl(
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 3650 "
                + "-subj /CN=Test%authority -addext keyUsage=critical,keyCertSign,cRLSign")
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file there.
    public func file(_ name: String) -> String { path + "/" + name }

    /// The octets of a file there.
    public func read(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: file(name))))
    }

    /// Writes a text file there.
    public func write(_ text: String, to name: String) throws {
        try text.write(toFile: file(name), atomically: false, encoding: .utf8)
    }

    /// Issues a certificate for a domain name, for these usages (`nil`: it does not say), until in so many days. Padding
    /// makes it so many octets longer. `issuer` is another certificate that was issued, for a longer chain.
    public func issue(
        _ name: String, usages: String? = "serverAuth,clientAuth", days: Int = 30, key: String = "ec", padding: Int = 0,
        issuer: String = "ca", isAuthority: Bool = false
    ) throws {
        let kind = key == "ec" ? "ec -pkeyopt ec_paramgen_curve:P-256" : key
        try openssl("req -newkey \(kind) -nodes -keyout \(name).key -out \(name).csr -subj /CN=\(name)")
        var lines = ["subjectAltName=DNS:\(name).example"]
        if isAuthority { lines += ["basicConstraints=critical,CA:TRUE", "keyUsage=critical,keyCertSign,cRLSign"] }
        if let usages { lines.append("extendedKeyUsage=\(usages)") }
        if padding > 0 { lines.append("nsComment=" + String(repeating: "x", count: padding)) }
        try write(lines.joined(separator: "\n") + "\n", to: name + ".ext")
        try openssl(
            "x509 -req -in \(name).csr -CA \(issuer).pem -CAkey \(issuer).key -CAcreateserial -out \(name).pem "
                + "-days \(days) -sha256 -extfile \(name).ext")
    }

    /// Joins files in the order of `names` into `name.pem`.
    public func join(_ names: [String], as name: String) throws {
        let texts = try names.map { String(decoding: try read($0 + ".pem"), as: UTF8.self) }
        try write(texts.joined(), to: name + ".pem")
    }

    /// The revocation list of the authority that revokes these certificates, as a file `ca.crl` in PEM.
    public func revoke(_ names: [String]) throws {
        try write(
            "[ca]\ndefault_ca=d\n[d]\ndatabase=index\ncrlnumber=number\ndefault_md=sha256\ndefault_crl_days=30\n",
            to: "ca.conf")
        try write("", to: "index")
        try write("01\n", to: "number")
        let authority = "ca -config ca.conf -cert ca.pem -keyfile ca.key"
        for name in names { try openssl("\(authority) -revoke \(name).pem") }
        try openssl("\(authority) -gencrl -out ca.crl")
    }

    /// Runs openssl in the folder with words parted by spaces; `%` in a word stands for a space.
    public func openssl(_ words: String) throws {
        let arguments = words.split(separator: " ").map { $0.replacingOccurrences(of: "%", with: " ") }
        try ForeignProgram.run("openssl", arguments, folder: path)
    }
}
