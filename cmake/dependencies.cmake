# Every third-party library, in one place, with the reason for it (ADR 0001).
find_package(Threads REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Boost 1.81 REQUIRED)            # Beast + Asio: HTTP; Describe: one description per record
find_package(OpenSSL REQUIRED)               # TLS
find_package(nlohmann_json REQUIRED)         # JSON
find_package(fmt REQUIRED)                   # text formatting (g++ 12 has no std::format)
find_package(spdlog REQUIRED)                # structured logs
find_package(CLI11 REQUIRED)                 # command line and configuration file
find_package(date REQUIRED)                  # time zone of Asia/Ho_Chi_Minh
find_package(SQLite3 REQUIRED)               # the default store
pkg_check_modules(POSTGRES REQUIRED IMPORTED_TARGET libpq)        # the other store
pkg_check_modules(SODIUM REQUIRED IMPORTED_TARGET libsodium)      # argon2id, secretbox, signatures
pkg_check_modules(OATH REQUIRED IMPORTED_TARGET liboath)          # one-time passwords
pkg_check_modules(QRENCODE REQUIRED IMPORTED_TARGET libqrencode)  # the QR code of a one-time password
pkg_check_modules(UTF8PROC REQUIRED IMPORTED_TARGET libutf8proc)  # normal forms
pkg_check_modules(ICU REQUIRED IMPORTED_TARGET icu-i18n icu-uc)   # Vietnamese order
pkg_check_modules(ARCHIVE REQUIRED IMPORTED_TARGET libarchive)    # DOCX and XLSX containers
pkg_check_modules(PUGIXML REQUIRED IMPORTED_TARGET pugixml)       # their XML
pkg_check_modules(XLSXWRITER REQUIRED IMPORTED_TARGET xlsxwriter) # XLSX out
pkg_check_modules(POPPLER REQUIRED IMPORTED_TARGET poppler)       # PDF in; its private interface: ADR 0012
pkg_check_modules(GUMBO REQUIRED IMPORTED_TARGET gumbo)           # HTML in
pkg_check_modules(TESSERACT REQUIRED IMPORTED_TARGET tesseract lept) # scans
pkg_check_modules(ZLIB REQUIRED IMPORTED_TARGET zlib)             # HTTP compression
pkg_check_modules(BROTLI REQUIRED IMPORTED_TARGET libbrotlienc)   # HTTP compression
if(LIENTHONG_TESTS)
  find_package(GTest REQUIRED)
  include(GoogleTest)
endif()
